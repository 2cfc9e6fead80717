# level: run
import os
import subprocess
from pathlib import Path

AROUND = """
import java.util.Optional;

interface Cache {
    Optional<Integer> find(String product);
}

class Partner {
    int calls;

    int fetch(String product) {
        calls++;
        return 9;
    }
}

class Main {
    public static void main(String[] args) {
        var partner = new Partner();
        int price = new Prices(product -> Optional.of(8), partner).priceOf("mug");
        System.out.println(price + " " + partner.calls);
    }
}
"""


def said(source: str) -> str:
    Path("Example.java").write_text(AROUND + source)
    subprocess.run(["javac", "-d", "out", "Example.java"], check=True)
    return subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True).stdout.strip()


source = Path(os.environ["EXAMPLE"]).read_text()
assert said(source) == "8 1"
print("flaw shown")
assert said(source.replace("orElse(", "orElseGet(() -> ")) == "8 0"
