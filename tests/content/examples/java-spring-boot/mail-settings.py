# level: compiled against stubs
import os
import subprocess
from pathlib import Path

IMPORTS = """
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;
"""
MAIN = """
class Main {
    public static void main(String[] args) {
        System.out.println(new MailSettings("mail.example.com", 587, Duration.ofSeconds(5)));
        System.out.println(MailSettings.class.getAnnotation(ConfigurationProperties.class).value());
    }
}
"""

Path("Example.java").write_text(IMPORTS + Path(os.environ["EXAMPLE"]).read_text() + MAIN)
subprocess.run(["javac", "-d", "out", "-sourcepath", os.environ["STUBS"], "Example.java"], check=True)
done = subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True)
assert done.stdout.split() == ["MailSettings[host=mail.example.com,", "port=587,", "timeout=PT5S]", "mail"], done.stdout
