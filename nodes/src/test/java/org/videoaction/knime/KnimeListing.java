package org.videoaction.knime;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.videoaction.knime.ClassReferences.Member;

/** The classes and members of one version of KNIME, as {@code javap -protected} prints them. */
final class KnimeListing {

    private static final Pattern CLASS = Pattern.compile("(?:class|interface) ([\\w.$]+)(.*)\\{");
    private static final Pattern NAME = Pattern.compile("[a-z]+(?:\\.[a-z0-9_]+)*\\.[\\w$]+");
    private static final Pattern METHOD = Pattern.compile("(\\S*?)([\\w$]+)\\((.*)\\).*");

    private record Listed(List<String> supertypes, List<String> members) {}

    private final Map<String, Listed> classes = new HashMap<>();

    KnimeListing(Path file) throws IOException {
        Listed current = null;
        for (String line : Files.readAllLines(file)) {
            Matcher header = CLASS.matcher(line);
            if (!line.startsWith(" ") && header.find()) {
                List<String> supertypes = NAME.matcher(erased(header.group(2))).results().map(found -> found.group())
                    .toList();
                current = new Listed(supertypes, new ArrayList<>());
                classes.put(header.group(1), current);
            } else if (line.startsWith(" ")) {
                current.members().add(erased(line.strip()).replaceAll("^(?:(?:public|protected|static|final|abstract|default"
                    + "|synchronized|native|transient|volatile) +)*", "").strip());
            }
        }
    }

    boolean has(String type) {
        return classes.containsKey(type);
    }

    boolean hasElement(String annotation, String element) {
        return classes.get(annotation).members().stream().anyMatch(line -> line.endsWith(" " + element + "();"));
    }

    /** Whether the member is declared by its owner or by what that inherits from. */
    boolean has(Member member) {
        Listed owner = classes.get(member.owner());
        if (owner == null) {
            return isJavas(member);
        }
        return owner.members().stream().anyMatch(line -> isLine(line, member))
            || Stream.concat(owner.supertypes().stream(), Stream.of("java.lang.Object"))
                .anyMatch(
                    type -> !member.name().equals("<init>") && has(new Member(type, member.name(), member.descriptor())));
    }

    private static boolean isJavas(Member member) {
        try {
            return member.owner().startsWith("java.") && Arrays.stream(Class.forName(member.owner()).getMethods())
                .anyMatch(method -> method.getName().equals(member.name()) && MethodType
                    .methodType(method.getReturnType(), method.getParameterTypes()).descriptorString()
                    .equals(member.descriptor()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isLine(String line, Member member) {
        if (!member.descriptor().startsWith("(")) {
            return line.endsWith(" " + member.name() + ";")
                && isType(line.substring(0, line.indexOf(' ')), types(member.descriptor()).get(0));
        }
        Matcher method = METHOD.matcher(line.replaceFirst("^(\\S+) (?=[\\w$]+\\()", ""));
        if (!method.matches()) {
            return false;
        }
        boolean constructor = member.name().equals("<init>");
        List<String> types = types(member.descriptor());
        String result = types.remove(types.size() - 1);
        List<String> listed = method.group(3).isEmpty() ? List.of() : List.of(method.group(3).split(", *"));
        if (listed.size() != types.size() || !(constructor ? (method.group(1) + method.group(2)).equals(member.owner())
            : method.group(2).equals(member.name()) && isType(line.substring(0, line.indexOf(' ')), result))) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!isType(listed.get(i), types.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A type variable, which has no package, may stand for any class. */
    private static boolean isType(String listed, String type) {
        String name = listed.replace("...", "[]");
        return name.equals(type) || name.matches("[A-Z]\\w*(\\[\\])*") && type.contains(".")
            && name.endsWith("[]") == type.endsWith("[]");
    }

    /** The types of a descriptor as javap writes them, the result last. */
    private static List<String> types(String descriptor) {
        List<String> types = new ArrayList<>();
        Matcher each = Pattern.compile("(\\[*)(?:L([^;]+);|([BCDFIJSZV]))").matcher(descriptor);
        while (each.find()) {
            String name = each.group(2) != null ? each.group(2).replace('/', '.')
                : switch (each.group(3)) {
                    case "B" -> "byte";
                    case "C" -> "char";
                    case "D" -> "double";
                    case "F" -> "float";
                    case "I" -> "int";
                    case "J" -> "long";
                    case "S" -> "short";
                    case "Z" -> "boolean";
                    default -> "void";
                };
            types.add(name + "[]".repeat(each.group(1).length()));
        }
        return types;
    }

    private static String erased(String line) {
        String text = line;
        for (String before = ""; !before.equals(text);) {
            before = text;
            text = text.replaceAll("<[^<>]*>", "");
        }
        return text;
    }
}
