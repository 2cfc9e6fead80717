package org.springframework.transaction.annotation;

public enum Propagation { REQUIRED, REQUIRES_NEW, SUPPORTS, MANDATORY, NESTED, NEVER, NOT_SUPPORTED }
