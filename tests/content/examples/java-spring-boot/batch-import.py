# level: run against stubs
# A proxy as Spring makes it, written by hand: a subclass that opens transactions and calls the real object.
import os
import subprocess
from pathlib import Path

AROUND = """
import java.util.*;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

record Transfer(String from, String to, long cents) {}

class AccountRepository {
    long ada = 100;
    void withdraw(String account, long cents) { ada -= cents; }
    void deposit(String account, long cents) { throw new IllegalStateException("no account " + account); }
}

class Proxy extends ImportService {
    final ImportService target;
    final AccountRepository accounts;
    Proxy(AccountRepository accounts) {
        super(accounts);
        this.target = new ImportService(accounts);
        this.accounts = accounts;
    }
    @Override public void importAll(List<Transfer> transfers) { call("importAll", () -> target.importAll(transfers)); }
    @Override public void book(Transfer transfer) { call("book", () -> target.book(transfer)); }
    private void call(String name, Runnable method) {
        long before = accounts.ada;
        try {
            method.run();
        } catch (IllegalStateException error) {
            if (Arrays.stream(ImportService.class.getMethods()).anyMatch(
                found -> found.getName().equals(name) && found.isAnnotationPresent(Transactional.class)
            )) accounts.ada = before;
        }
    }
}

class Main {
    public static void main(String[] args) {
        AccountRepository inside = new AccountRepository(), outside = new AccountRepository();
        new Proxy(inside).importAll(List.of(new Transfer("ada", "bob", 30)));
        new Proxy(outside).book(new Transfer("ada", "bob", 30));
        System.out.print(inside.ada + " " + outside.ada);
    }
}
"""


def left(source: str) -> str:
    """What is left on the account after importAll, and after book, called from outside."""
    Path("Example.java").write_text(AROUND + source)
    subprocess.run(["javac", "-d", "out", "-sourcepath", os.environ["STUBS"], "Example.java"], check=True)
    return subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True).stdout


source = Path(os.environ["EXAMPLE"]).read_text()
assert left(source) == "70 100"
print("flaw shown")
assert left(source.replace("public void importAll", "@Transactional public void importAll")) == "100 100"
