package org.springframework.http;

import java.net.URI;

public class ResponseEntity<T> {
    private final int status;
    private final URI location;
    private final T body;

    private ResponseEntity(int status, URI location, T body) {
        this.status = status;
        this.location = location;
        this.body = body;
    }

    public static BodyBuilder status(int status) {
        return new BodyBuilder(status, null);
    }

    public static BodyBuilder ok() {
        return status(200);
    }

    public static <T> ResponseEntity<T> ok(T body) {
        return ok().body(body);
    }

    public static BodyBuilder created(URI location) {
        return new BodyBuilder(201, location);
    }

    public static BodyBuilder noContent() {
        return status(204);
    }

    public static BodyBuilder notFound() {
        return status(404);
    }

    public int status() {
        return status;
    }

    public URI location() {
        return location;
    }

    public T getBody() {
        return body;
    }

    public static class BodyBuilder {
        private final int status;
        private final URI location;

        BodyBuilder(int status, URI location) {
            this.status = status;
            this.location = location;
        }

        public <T> ResponseEntity<T> body(T body) {
            return new ResponseEntity<>(status, location, body);
        }

        public <T> ResponseEntity<T> build() {
            return body(null);
        }
    }
}
