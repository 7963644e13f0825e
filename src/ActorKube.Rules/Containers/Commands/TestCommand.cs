using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>test</c> and <c>[</c>.</summary>
/// <remarks>Source: POSIX.1-2017, test.</remarks>
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
        yield return ProcessContext.Complain($"sh: {string.Join(' ', condition)}: not a condition");
    }

    /// <summary>True or false; null if the words are no condition.</summary>
    internal static bool? Holds(ImmutableArray<string> condition, ProcessContext context) => condition switch
    {
        [] => false,
        [var text] => text.Length > 0,
        [var left, var symbol, var right] when Compare(left, symbol, right, context) is { } result => result,
        ["!", .. var rest] => !Holds([.. rest], context),
        ["-n", var text] => text.Length > 0,
        ["-z", var text] => text.Length == 0,
        ["-d", var path] => context.Files.IsDirectory(context.Resolve(path)),
        ["-e", var path] => context.Files.Find(context.Resolve(path)) is not null,
        ["-f", var path] => context.Files.Find(context.Resolve(path)) is { IsDirectory: false },
        ["-s", var path] => context.Files.Find(context.Resolve(path)) is { Length: > 0 },
        ["-r" or "-w", var path] => context.Files.Find(context.Resolve(path)) is not null,
        ["-x", var path] => context.Files.Find(context.Resolve(path)) is { } facts ? facts.Mode.HasFlag(UnixFileMode.UserExecute) : context.Container.HasProgram(path) && path.Contains('/', StringComparison.Ordinal),
        ["-L" or "-h" or "-p" or "-S" or "-b" or "-c", _] => false,
        ["-t", _] => context.IsTerminal,
        ["(", .. var inner, ")"] => Holds([.. inner], context),
        _ => Joined(condition, context),
    };

    private static bool? Compare(string left, string symbol, string right, ProcessContext context) => symbol switch
    {
        "=" or "==" => left == right,
        "!=" => left != right,
        "<" => string.CompareOrdinal(left, right) < 0,
        ">" => string.CompareOrdinal(left, right) > 0,
        "-nt" => Modified(left, context) > Modified(right, context),
        "-ot" => Modified(left, context) < Modified(right, context),
        "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" => Integer(left) is { } first && Integer(right) is { } second
            ? symbol switch { "-eq" => first == second, "-ne" => first != second, "-lt" => first < second, "-le" => first <= second, "-gt" => first > second, _ => first >= second }
            : null,
        _ => null,
    };

    /// <summary>Conditions joined by <c>-a</c> and <c>-o</c>, of which the latter binds less.</summary>
    private static bool? Joined(ImmutableArray<string> condition, ProcessContext context)
    {
        foreach (var (symbol, isOr) in new[] { ("-o", true), ("-a", false) })
        {
            var at = condition.IndexOf(symbol, 1);
            if (at < 0 || at == condition.Length - 1)
                continue;
            if (Holds(condition[..at], context) is not { } left || Holds(condition[(at + 1)..], context) is not { } right)
                return null;
            return isOr ? left || right : left && right;
        }
        return null;
    }

    private static long? Integer(string text) => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset Modified(string path, ProcessContext context) => context.Files.Find(context.Resolve(path))?.Modified ?? DateTimeOffset.MinValue;
}
