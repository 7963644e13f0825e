using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>ls [-1aAl] [FILE…]</c>: one name a line.</summary>
internal static class ListCommand
{
    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var (options, given) = FileCommands.Options(words);
        var (isLong, showsHidden) = (options.Contains('l'), options.Contains('a') || options.Contains('A'));
        var paths = given.IsEmpty ? ["."] : given;
        foreach (var path in paths)
        {
            var absolute = context.Resolve(path);
            if (context.Files.Find(absolute) is not { } facts)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"ls: {path}: {FileFault.NotFound.Text()}");
                continue;
            }
            if (!facts.IsDirectory)
            {
                yield return ProcessContext.Say(Line(path, facts, isLong));
                continue;
            }
            if (paths.Length > 1)
                yield return ProcessContext.Say($"{path}:");
            foreach (var name in context.Files.List(absolute).Where(name => showsHidden || !name.StartsWith('.')))
                if (context.Files.Find(ContainerFiles.Absolute(absolute, name)) is { } each)
                    yield return ProcessContext.Say(Line(name, each, isLong));
        }
    }

    private static string Line(string name, FileFacts facts, bool isLong) => !isLong ? name : string.Create(
        CultureInfo.InvariantCulture,
        $"{(facts.IsDirectory ? 'd' : '-')}{Letters(facts.Mode)}    {(facts.IsDirectory ? 2 : 1)} root     root     {facts.Length,9} {facts.Modified.UtcDateTime:MMM} {facts.Modified.Day,2} {facts.Modified.UtcDateTime:HH:mm} {name}");

    private static string Letters(UnixFileMode mode) =>
        string.Concat(Enumerable.Range(0, 9).Select(bit => ((int)mode & (256 >> bit)) != 0 ? "rwx"[bit % 3] : '-'));
}
