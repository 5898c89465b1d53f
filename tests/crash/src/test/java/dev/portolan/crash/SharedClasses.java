package dev.portolan.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the processes that die here, as archives that a JVM maps instead of loading them one by one (JEP 350):
 * it takes half the processor time to come up. Where there is no archive it loads them as ever.
 */
final class SharedClasses {
    private final Path directory;
    private final String classPath;

    /** @param directory where the archives are */
    SharedClasses(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.classPath = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .map(entry -> Files.isDirectory(entry) ? packed(entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    /** What a JVM must be told to run {@code main}: with the archive, or to make it at its end if there is none. */
    List<String> options(Class<?> main) {
        Path archive = directory.resolve(main.getSimpleName() + ".jsa");
        String use = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        return List.of(use + archive, "-Xshare:auto", "-cp", classPath, main.getName());
    }

    /** Archives take no classes out of directories. */
    private Path packed(Path classes) {
        Path jar = directory.resolve(Integer.toHexString(classes.toString().hashCode()) + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
