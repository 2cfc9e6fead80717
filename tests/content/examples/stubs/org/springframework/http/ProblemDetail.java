package org.springframework.http;

public class ProblemDetail {
    private final HttpStatus status;
    private String title;
    private String detail;

    private ProblemDetail(HttpStatus status) {
        this.status = status;
    }

    public static ProblemDetail forStatus(HttpStatus status) {
        return new ProblemDetail(status);
    }

    public static ProblemDetail forStatusAndDetail(HttpStatus status, String detail) {
        ProblemDetail problem = new ProblemDetail(status);
        problem.detail = detail;
        return problem;
    }

    public HttpStatus status() {
        return status;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getDetail() {
        return detail;
    }
}
