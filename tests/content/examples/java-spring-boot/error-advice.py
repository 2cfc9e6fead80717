# level: compiled against stubs
import os
import subprocess
from pathlib import Path

IMPORTS = """
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
"""
MAIN = """
class Main {
    public static void main(String[] args) {
        var problem = new Errors().notFound(new BookNotFound(9));
        System.out.println(problem.status() + ": " + problem.getDetail());
    }
}
"""

Path("Example.java").write_text(IMPORTS + Path(os.environ["EXAMPLE"]).read_text() + MAIN)
subprocess.run(["javac", "-d", "out", "-sourcepath", os.environ["STUBS"], "Example.java"], check=True)
done = subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True)
assert done.stdout.strip() == "NOT_FOUND: There is no book 9", done.stdout
