# level: compiled against stubs
import os
import subprocess
from pathlib import Path

IMPORTS = """
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
"""
AROUND = """
interface BookStore {
    Book add(String title);
}

class Main {
    public static void main(String[] args) {
        var answer = new BookController(title -> new Book(7, title)).create(new NewBook("Emma"));
        System.out.println(answer.status() + " " + answer.location() + " " + answer.getBody().title());
    }
}
"""


def said(source: str) -> str:
    Path("Example.java").write_text(IMPORTS + source + AROUND)
    subprocess.run(["javac", "-d", "out", "-sourcepath", os.environ["STUBS"], "Example.java"], check=True)
    return subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True).stdout.strip()


assert said(Path(os.environ["EXAMPLE"]).read_text()) == "201 /books/7 Emma"
