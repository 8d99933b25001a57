package org.gatehouse.host.doctor;

/**
 * What the doctor found out about one thing.
 *
 * @param name the thing
 * @param status how it is
 * @param detail what was found, in one line or several
 */
record Check(String name, Status status, String detail) {

  /** How a thing is. */
  enum Status {
    /** As it should be. */
    GOOD("ok"),
    /** Not as it should be, but nothing that is selected depends on it for certain. */
    WARNING("warning"),
    /** Selected, and of no use. */
    BROKEN("broken");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Check good(String name, String detail) {
    return new Check(name, Status.GOOD, detail);
  }

  static Check warning(String name, String detail) {
    return new Check(name, Status.WARNING, detail);
  }

  static Check broken(String name, String detail) {
    return new Check(name, Status.BROKEN, detail);
  }
}
