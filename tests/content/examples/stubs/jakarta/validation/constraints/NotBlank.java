package jakarta.validation.constraints;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface NotBlank {
    String message() default "";
}
