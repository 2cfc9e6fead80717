"""Tags of the desk’s templates: imports the `admin` room, and no other imports it."""
