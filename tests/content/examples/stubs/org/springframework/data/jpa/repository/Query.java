package org.springframework.data.jpa.repository;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Query {
    String value();
}
