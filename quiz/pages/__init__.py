"""What a browser meets: URLs, views, forms. The topmost room: nothing imports it."""
