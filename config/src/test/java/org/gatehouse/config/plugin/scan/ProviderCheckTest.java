package org.gatehouse.config.plugin.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.gatehouse.config.plugin.PluginJars;
import org.gatehouse.config.plugin.PluginReport;
import org.gatehouse.config.plugin.ProviderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCheckTest {

  private static final String SERVICES =
      "picker.jar!/META-INF/services/org.gatehouse.api.selection.PeerSelectorProvider:";
  private static final String PICKER = PluginJars.pickerSource("com.acme", "picker");

  @TempDir Path folder;

  private ListAssert<String> assertThatProblemsOf(PluginJars jar) {
    return assertThat(new Scans(folder).problems(jar));
  }

  /** A plugin whose only provider is what a text says. */
  private static PluginJars provider(String source) {
    return PluginJars.plugin("picker")
        .source(source)
        .service(ProviderKind.SELECTOR, "com.acme.Picker");
  }

  /** A plugin with a provider {@code Outer$Picker} that no services file names yet. */
  private static PluginJars nested(String modifiers, String members) {
    return PluginJars.plugin("picker")
        .source(
            """
            package com.acme;
            public class Outer {
              @org.gatehouse.api.plugin.ProviderName("nested")
              %s class Picker extends Base { %s }
            }
            """
                .formatted(modifiers, members))
        .source(PICKER.replace("class Picker", "class Base"));
  }

  private static PluginJars changed(String what, String to) {
    assertThat(PICKER).contains(what);
    return provider(PICKER.replace(what, to));
  }

  @Test
  void aMissingClassIsReportedAtTheLineThatNamesIt() {
    assertThatProblemsOf(
            PluginJars.picker("picker").service(ProviderKind.SELECTOR, "com.acme.Chooser"))
        .containsExactly(
            SERVICES
                + "2: expected the class com.acme.Chooser in the plugin's jars, found none; correct"
                + " or delete the line, or add the class to the jar");
  }

  @Test
  void aClassOfTheHostIsNotThePlugins() {
    assertThatProblemsOf(
            PluginJars.plugin("picker")
                .service(ProviderKind.SELECTOR, "org.gatehouse.api.selection.TopKSelectorProvider"))
        .containsExactly(
            SERVICES
                + "1: expected the class org.gatehouse.api.selection.TopKSelectorProvider in the"
                + " plugin's jars, found it in the host; correct or delete the line, or add the"
                + " class to the jar");
  }

  @Test
  void aNestedClassIsWrittenWithADollarSign() {
    PluginJars nested = nested("public static", "");

    assertThatProblemsOf(nested.service(ProviderKind.SELECTOR, "com.acme.Outer.Picker"))
        .containsExactly(
            SERVICES
                + "1: expected the class com.acme.Outer.Picker in the plugin's jars, found none;"
                + " write com.acme.Outer$Picker");
    assertThatProblemsOf(
            nested.entry(ProviderKind.SELECTOR.servicesFile(), "com.acme.Outer$Picker"))
        .isEmpty();
  }

  @Test
  void aClassThatIsNotPublicIsRefused() {
    assertThatProblemsOf(changed("public class", "class"))
        .contains(
            "picker.jar!/com/acme/Picker.class: com.acme.Picker is not public; make it public");
  }

  @Test
  void aProtectedNestedClassIsRefused() {
    PluginJars jar =
        nested("protected static", "public Picker() {}")
            .service(ProviderKind.SELECTOR, "com.acme.Outer$Picker");

    assertThatProblemsOf(jar)
        .containsExactly(
            "picker.jar!/com/acme/Outer$Picker.class: com.acme.Outer$Picker is not public; make it"
                + " public");
  }

  @Test
  void anAbstractClassIsRefused() {
    assertThatProblemsOf(changed("public class", "public abstract class"))
        .containsExactly(
            "picker.jar!/com/acme/Picker.class: expected a class that can be created, found that"
                + " com.acme.Picker is abstract; name a class that extends it in"
                + " META-INF/services/org.gatehouse.api.selection.PeerSelectorProvider");
  }

  @Test
  void anInterfaceIsRefused() {
    assertThatProblemsOf(
            provider(
                """
                package com.acme;
                @org.gatehouse.api.plugin.ProviderName("picker")
                public interface Picker extends org.gatehouse.api.selection.PeerSelectorProvider {}
                """))
        .singleElement()
        .asString()
        .contains("found that com.acme.Picker is an interface");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Picker() {}", "private Picker() {}", "public Picker(int seed) {}"})
  void aPublicConstructorWithoutParametersIsNeeded(String constructor) {
    assertThatProblemsOf(
            changed(
                "implements PeerSelectorProvider {",
                "implements PeerSelectorProvider { " + constructor))
        .containsExactly(
            "picker.jar!/com/acme/Picker.class: expected a public constructor without parameters,"
                + " found none in com.acme.Picker; add one");
  }

  @Test
  void anInnerClassIsToBeMadeStatic() {
    PluginJars jar = nested("public", "").service(ProviderKind.SELECTOR, "com.acme.Outer$Picker");

    assertThatProblemsOf(jar)
        .containsExactly(
            "picker.jar!/com/acme/Outer$Picker.class: com.acme.Outer$Picker is an inner class, which"
                + " cannot be created without an object of the class around it; make it static, or"
                + " a class of its own");
  }

  @Test
  void aClassThatImplementsSomethingElseIsRefused() {
    PluginJars jar =
        PluginJars.plugin("picker").source(PICKER).service(ProviderKind.GATE, "com.acme.Picker");

    assertThatProblemsOf(jar)
        .containsExactly(
            "picker.jar!/com/acme/Picker.class: expected an implementation of"
                + " org.gatehouse.api.gating.GatingModelProvider, found that com.acme.Picker is"
                + " none; implement the interface, or delete the class from"
                + " META-INF/services/org.gatehouse.api.gating.GatingModelProvider");
  }

  @Test
  void theInterfaceMayBeFarAbove() {
    PluginJars jar =
        PluginJars.plugin("picker")
            .source(
                "package com.acme; @org.gatehouse.api.plugin.ProviderName(\"far\")"
                    + " public class Picker extends Middle {}")
            .source(
                "package com.acme; class Middle extends Base implements java.io.Serializable {}")
            .source(
                PICKER
                    .replace("class Picker", "abstract class Base")
                    .replace("PeerSelectorProvider", "Mine"))
            .source(
                "package com.acme; interface Mine extends"
                    + " org.gatehouse.api.selection.PeerSelectorProvider {}")
            .service(ProviderKind.SELECTOR, "com.acme.Picker");

    assertThatProblemsOf(jar).isEmpty();
  }

  @Test
  void classesThatExtendEachOtherEndTheSearch() {
    byte[] circle =
        PluginJars.library("x")
            .source("package com.acme; class Bicker extends Picker {}")
            .source(PICKER)
            .classes()
            .get("com/acme/Bicker.class");
    PluginJars looping =
        PluginJars.plugin("picker")
            .compiledAgainst("package com.acme; public class Bicker {}")
            .source(PICKER.replace("class Picker", "class Picker extends Bicker"))
            .service(ProviderKind.SELECTOR, "com.acme.Picker")
            .entry("com/acme/Bicker.class", circle);

    assertThatProblemsOf(looping)
        .contains(
            "picker.jar!/com/acme/Picker.class: com.acme.Picker extends itself; build the jar"
                + " again");
  }

  @Test
  void aMissingNameIsAsked() {
    PluginReport report = new Scans(folder).scan(changed("@ProviderName(\"picker\")", ""));

    assertThat(Scans.problems(report))
        .containsExactly(
            "picker.jar!/com/acme/Picker.class: expected @ProviderName on com.acme.Picker, found"
                + " none; annotate it with a name such as @ProviderName(\"my-gate\")");
    assertThat(report.provides()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Picker", "a b", "a.b", "a--b", "-a"})
  void aNameHasLowerCaseLettersDigitsAndHyphens(String name) {
    assertThatProblemsOf(changed("\"picker\"", "\"" + name + "\""))
        .containsExactly(
            "picker.jar!/com/acme/Picker.class: expected lower-case letters, digits and hyphens as"
                + " @ProviderName of com.acme.Picker, found \""
                + name
                + "\"; annotate it with a name such as @ProviderName(\"my-gate\")");
  }

  @Test
  void twoOfOneNameAreNamed() {
    PluginJars jar =
        PluginJars.picker("picker")
            .source(PluginJars.pickerSource("com.acme.other", "picker"))
            .service(ProviderKind.SELECTOR, "com.acme.other.Picker");

    assertThatProblemsOf(jar)
        .containsExactly(
            "picker.jar: expected one selector named picker, found com.acme.Picker and"
                + " com.acme.other.Picker; give each a @ProviderName of its own");
  }

  @Test
  void aClassForANewerJavaIsRefused() {
    int running = Runtime.version().feature();
    int newer = running + 1;

    assertThatProblemsOf(PluginJars.picker("picker").forJava(newer))
        .containsExactly(
            "picker.jar!/com/acme/Picker.class: Picker was compiled for Java "
                + newer
                + ", and this is Java "
                + running
                + "; run this with Java "
                + newer
                + ", or compile the plugin for Java "
                + running);
  }

  @Test
  void aLibraryMayHaveClassesForANewerJava() {
    assertThat(
            new Scans(folder)
                .problemsOfFolder(
                    PluginJars.picker("picker"),
                    PluginJars.library("lib").source("package a.b; class C {}").forJava(99)))
        .isEmpty();
  }

  @Test
  void whatIsNoClassFileIsReportedOnce() {
    assertThatProblemsOf(
            PluginJars.picker("picker").entry("com/acme/Picker.class", "public class Picker {}"))
        .isEqualTo(
            List.of(
                "picker.jar!/com/acme/Picker.class: expected a class file, found one that cannot be"
                    + " read (it does not begin as one); build the jar again"));
  }

  @Test
  void aClassUnderAnotherNameIsNotFoundByTheJvm() {
    byte[] other = PluginJars.picker("picker").classes().get("com/acme/Picker.class");

    assertThatProblemsOf(
            PluginJars.plugin("picker")
                .entry("com/acme/Chooser.class", other)
                .service(ProviderKind.SELECTOR, "com.acme.Chooser"))
        .containsExactly(
            "picker.jar!/com/acme/Chooser.class: expected a class file, found one that cannot be"
                + " read (it is that of com.acme.Picker); build the jar again");
  }
}
