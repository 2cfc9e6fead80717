package jakarta.validation.constraints;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface NotNull {
    String message() default "";
}
