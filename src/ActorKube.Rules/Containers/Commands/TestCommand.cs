using System.Collections.Immutable;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>test</c> and <c>[</c>: one condition.</summary>
internal static class TestCommand
{
    private const int Wrong = 2;

    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        var name = words[0];
        if (name == "[" && words[^1] != "]")
        {
            context.Status = Wrong;
            yield return ProcessContext.Complain("sh: missing ]");
            yield break;
        }
        var condition = words[1..(name == "[" ? ^1 : ^0)];
        if (Holds(condition, context) is { } holds)
        {
            context.Status = holds ? 0 : 1;
            yield break;
        }
        context.Status = Wrong;
        yield return ProcessContext.Complain($"sh: {string.Join(' ', condition)}: not supported by the simulated test");
    }

    private static bool? Holds(ImmutableArray<string> condition, ProcessContext context) => condition switch
    {
        [] => false,
        [var text] => text.Length > 0,
        ["!", .. var rest] => !Holds([.. rest], context),
        ["-n", var text] => text.Length > 0,
        ["-z", var text] => text.Length == 0,
        ["-d", var path] => context.Files.IsDirectory(context.Resolve(path)),
        ["-e", var path] => context.Files.Find(context.Resolve(path)) is not null,
        ["-f", var path] => context.Files.Find(context.Resolve(path)) is { IsDirectory: false },
        ["-s", var path] => context.Files.Find(context.Resolve(path)) is { Length: > 0 },
        [var left, "=" or "==", var right] => left == right,
        [var left, "!=", var right] => left != right,
        _ => null,
    };
}
