package jakarta.validation.constraints;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface Size {
    int min() default 0;

    int max() default Integer.MAX_VALUE;
}
