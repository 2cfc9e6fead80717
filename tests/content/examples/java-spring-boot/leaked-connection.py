# level: run
import os
import subprocess
from pathlib import Path

AROUND = """
import java.lang.reflect.Proxy;
import java.sql.*;
import java.util.*;
import javax.sql.DataSource;

class Main {
    static int lent;

    @SuppressWarnings("unchecked")
    static <T> T fake(Class<T> type) {
        Class<?>[] types = {type};
        return (T) Proxy.newProxyInstance(Main.class.getClassLoader(), types, (self, method, arguments) -> {
            switch (method.getName()) {
                case "getConnection":
                    if (lent == 10) throw new SQLTransientConnectionException("Connection is not available");
                    lent++;
                    return fake(Connection.class);
                case "close":
                    if (type == Connection.class) lent--;
                    return null;
                case "next": return false;
                case "createStatement": return fake(Statement.class);
                case "executeQuery": return fake(ResultSet.class);
                default: throw new UnsupportedOperationException(method.getName());
            }
        });
    }

    public static void main(String[] args) throws SQLException {
        DataSource pool = fake(DataSource.class);
        for (int call = 1; call <= 11; call++) {
            try {
                Titles.all(pool);
            } catch (SQLTransientConnectionException error) {
                System.out.println("refused at " + call);
            }
        }
        System.out.println("lent " + lent);
    }
}
"""


def said(source: str) -> list[str]:
    Path("Example.java").write_text(AROUND + source)
    subprocess.run(["javac", "-d", "out", "Example.java"], check=True)
    done = subprocess.run(["java", "-cp", "out", "Main"], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


source = Path(os.environ["EXAMPLE"]).read_text()
assert said(source) == ["refused at 11", "lent 10"]
print("flaw shown")
opened = "Connection connection = pool.getConnection();"
mended = source.replace(opened, f"try ({opened[:-1]}) {{").replace("return titles;", "return titles; }")
assert said(mended) == ["lent 0"]
