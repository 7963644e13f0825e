using System.Collections.Immutable;
using System.Text;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>What commands over lines of text share: they read files, or standard input, line by line, and say which file they can't read.</summary>
internal static class CommandLines
{
    /// <summary>What a line costs beside its characters.</summary>
    private const int OfALine = 32;

    /// <summary>The letters of the options before the files; options with a value have theirs in <paramref name="values"/>.</summary>
    /// <param name="words">The command.</param>
    /// <param name="withValue">Letters of options that take a value, in the same word or the next.</param>
    /// <param name="values">Those values.</param>
    /// <param name="letters">All letters.</param>
    /// <returns>The other words.</returns>
    internal static ImmutableArray<string> Options(ImmutableArray<string> words, string withValue, out Dictionary<char, string> values, out string letters)
    {
        (values, var found, var index) = ([], new StringBuilder(), 1);
        for (; index < words.Length && words[index] is ['-', _, ..] word && word != "--"; index++)
        {
            for (var at = 1; at < word.Length; at++)
            {
                found.Append(word[at]);
                if (!withValue.Contains(word[at], StringComparison.Ordinal))
                    continue;
                values[word[at]] = at + 1 < word.Length ? word[(at + 1)..] : index + 1 < words.Length ? words[++index] : "";
                break;
            }
        }
        letters = found.ToString();
        return words[(index < words.Length && words[index] == "--" ? index + 1 : index)..];
    }

    /// <summary>
    /// Gives each line of the files, or of standard input if there are none, to a function, which answers with steps; null ends the reading. The status becomes 1
    /// if a file can't be read.
    /// </summary>
    internal static IEnumerable<ProcessStep> Each(string command, ImmutableArray<string> files, ProcessContext context, Func<string, string, IEnumerable<ProcessStep>?> use)
    {
        foreach (var file in files.IsEmpty ? ["-"] : files)
        {
            if (file == "-")
            {
                foreach (var step in FromInput(context, line => use(file, line)))
                    yield return step;
                continue;
            }
            var (bytes, fault) = context.Files.Read(context.Resolve(file));
            if (fault != FileFault.None)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"{command}: {file}: {fault.Text()}");
                continue;
            }
            foreach (var line in Lines(Encoding.UTF8.GetString(bytes.Span)))
            {
                if (use(file, line) is not { } steps)
                    yield break;
                foreach (var step in steps)
                    yield return step;
            }
        }
    }

    /// <summary>All lines of the files, or of standard input.</summary>
    internal static IEnumerable<ProcessStep> All(string command, ImmutableArray<string> files, ProcessContext context, List<string> into)
    {
        var bytes = 0L;
        return Each(command, files, context, (_, line) =>
        {
            into.Add(line);
            context.Group.Holds(bytes += (line.Length * sizeof(char)) + OfALine, context.Now);
            return [];
        });
    }

    private static IEnumerable<ProcessStep> FromInput(ProcessContext context, Func<string, IEnumerable<ProcessStep>?> use)
    {
        var begun = new List<byte>();
        while (!context.Input.MeetsEnd())
        {
            if (context.Input.Length == 0)
            {
                yield return ProcessStep.ReadInput.Instance;
                continue;
            }
            var rest = context.Input.Take();
            while (!rest.IsEmpty)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                begun.AddRange((end < 0 ? rest : rest[..end]).Span);
                context.Group.Holds(begun.Count, context.Now);
                rest = end < 0 ? default : rest[(end + 1)..];
                if (end < 0)
                    continue;
                if (use(Encoding.UTF8.GetString([.. begun])) is not { } steps)
                    yield break;
                begun.Clear();
                foreach (var step in steps)
                    yield return step;
            }
        }
        if (begun.Count > 0)
            foreach (var step in use(Encoding.UTF8.GetString([.. begun])) ?? [])
                yield return step;
    }

    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
