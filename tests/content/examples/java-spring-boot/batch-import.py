# level: run against stubs
# A proxy as Spring makes it, written by hand: a subclass whose methods call the real object, one in a transaction.
import os
import subprocess
from pathlib import Path

AROUND = """
import java.util.*;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

record Transfer(String from, String to, long cents) {}

class AccountRepository {
    Map<String, Long> saved = new HashMap<>(Map.of("ada", 100L));

    void withdraw(String account, long cents) { saved.merge(account, -cents, Long::sum); }
    void deposit(String account, long cents) { throw new IllegalStateException("no account " + account); }
}

class Proxy extends ImportService {
    final ImportService target;
    final AccountRepository accounts;

    Proxy(ImportService target, AccountRepository accounts) {
        super(accounts);
        this.target = target;
        this.accounts = accounts;
    }

    @Override
    public void importAll(List<Transfer> transfers) {
        inTransaction("importAll", List.class, () -> target.importAll(transfers));
    }

    @Override
    public void book(Transfer transfer) {
        inTransaction("book", Transfer.class, () -> target.book(transfer));
    }

    private void inTransaction(String method, Class<?> parameter, Runnable call) {
        Map<String, Long> before = new HashMap<>(accounts.saved);
        try {
            call.run();
        } catch (RuntimeException error) {
            if (isTransactional(method, parameter)) accounts.saved = before;
            throw error;
        }
    }

    private static boolean isTransactional(String method, Class<?> parameter) {
        try {
            return ImportService.class.getMethod(method, parameter).isAnnotationPresent(Transactional.class);
        } catch (NoSuchMethodException error) {
            throw new AssertionError(error);
        }
    }
}

class Main {
    public static void main(String[] args) {
        for (boolean all : new boolean[] {true, false}) {
            var accounts = new AccountRepository();
            var service = new Proxy(new ImportService(accounts), accounts);
            var transfer = new Transfer("ada", "bob", 30);
            try {
                if (all) service.importAll(List.of(transfer)); else service.book(transfer);
            } catch (IllegalStateException expected) {
                System.out.print(accounts.saved.get("ada") + " ");
            }
        }
    }
}
"""


def left(source: str) -> str:
    """What is left on the account after importAll, and after book, called from outside."""
    Path("Example.java").write_text(AROUND + source)
    subprocess.run(["javac", "-d", "out", "-sourcepath", os.environ["STUBS"], "Example.java"], check=True)
    return subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True).stdout.strip()


source = Path(os.environ["EXAMPLE"]).read_text()
assert left(source) == "70 100"
print("flaw shown")
assert left(source.replace("public void importAll", "@Transactional public void importAll")) == "100 100"
