package jakarta.persistence;

@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
public @interface OneToMany {
    String mappedBy() default "";

    FetchType fetch() default FetchType.LAZY;
}
