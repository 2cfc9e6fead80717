package org.springframework.transaction.annotation;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Transactional {
    Class<? extends Throwable>[] rollbackFor() default {};

    Propagation propagation() default Propagation.REQUIRED;

    boolean readOnly() default false;
}
