from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quiz", "0002_accounts")]

    operations = [
        migrations.AddField(
            model_name="learner",
            name="keyboard_shortcuts",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text=(
                    "A key such as 1, u or Enter presses what it is shown beside. "
                    "Turn it off if keys come by accident."
                ),
            ),
        ),
    ]
