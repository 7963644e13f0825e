using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>Commands that turn lines into other lines.</summary>
/// <remarks>Source: POSIX.1-2017, Utilities, as far as BusyBox has them.</remarks>
internal static class TextCommands
{
    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(1);

    /// <summary><c>head [-n LINES | -c BYTES] [FILE…]</c>.</summary>
    internal static IEnumerable<ProcessStep> Head(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var files = CommandLines.Options(Counted(words), "nc", out var values, out _);
        if (values.TryGetValue('c', out var bytes))
        {
            foreach (var step in HeadBytes(Number(bytes, 0), files, context))
                yield return step;
            yield break;
        }
        var left = Number(values.GetValueOrDefault('n', "10"), 10);
        foreach (var step in CommandLines.Each("head", files, context, (_, line) => left-- > 0 ? [ProcessContext.Say(line)] : null))
            yield return step;
    }

    /// <summary><c>tail [-n LINES] [-f] [FILE…]</c>; a file that is followed is looked at once a second.</summary>
    internal static IEnumerable<ProcessStep> Tail(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var files = CommandLines.Options(Counted(words), "n", out var values, out var letters);
        var follows = letters.Contains('f', StringComparison.OrdinalIgnoreCase);
        var wanted = values.GetValueOrDefault('n', "10");
        var (lines, count) = (new List<string>(), Number(wanted.TrimStart('+', '-'), 10));
        var lengths = files.Where(file => file != "-").ToDictionary(file => file, file => context.Files.Find(context.Resolve(file))?.Length ?? 0, StringComparer.Ordinal);
        foreach (var step in CommandLines.All("tail", files, context, lines))
            yield return step;
        foreach (var line in wanted.StartsWith('+') ? lines.Skip((int)Math.Max(0, count - 1)) : lines.TakeLast((int)count))
            yield return ProcessContext.Say(line);
        if (follows && lengths.Count == 0)
            yield return ProcessStep.Serve.Instance;
        while (follows)
        {
            // Nothing is ever added to this one.
            if (lengths.Keys.All(static file => file == "/dev/null"))
                yield return ProcessStep.Serve.Instance;
            yield return new ProcessStep.Wait(FollowInterval);
            foreach (var (file, length) in lengths)
            {
                var (bytes, _) = context.Files.Read(context.Resolve(file));
                if (bytes.Length > length)
                    yield return new ProcessStep.Write(OutputStream.Stdout, bytes[(int)length..]);
                lengths[file] = bytes.Length;
            }
        }
    }

    /// <summary><c>grep [-EFcivnqowhl] PATTERN [FILE…]</c>.</summary>
    internal static IEnumerable<ProcessStep> Grep(ImmutableArray<string> words, ProcessContext context)
    {
        var rest = CommandLines.Options(words, "em", out var values, out var letters);
        if (!values.TryGetValue('e', out var pattern))
            (pattern, rest) = rest.IsEmpty ? ("", rest) : (rest[0], rest.RemoveAt(0));
        if (Expression(pattern, letters) is not { } expression)
        {
            context.Status = 2;
            yield return ProcessContext.Complain($"grep: bad regex '{pattern}'");
            yield break;
        }
        var (matches, number, before, named) = (0, 0, "", new HashSet<string>(StringComparer.Ordinal));
        var isQuiet = letters.Contains('q', StringComparison.Ordinal);
        context.Status = 0;
        foreach (var step in CommandLines.Each("grep", rest, context, Use))
            yield return step;
        if (letters.Contains('c', StringComparison.Ordinal))
            yield return ProcessContext.Say(matches.ToString(CultureInfo.InvariantCulture));
        context.Status = matches > 0 ? 0 : context.Status == 0 ? 1 : 2;

        IEnumerable<ProcessStep>? Use(string file, string line)
        {
            (number, before) = (file == before ? number + 1 : 1, file);
            if (expression.IsMatch(line) == letters.Contains('v', StringComparison.Ordinal))
                return [];
            matches++;
            if (isQuiet)
                return null;
            if (letters.Contains('c', StringComparison.Ordinal) || (letters.Contains('l', StringComparison.Ordinal) && !named.Add(file)))
                return [];
            if (letters.Contains('l', StringComparison.Ordinal))
                return [ProcessContext.Say(file)];
            var prefix = (rest.Length > 1 && !letters.Contains('h', StringComparison.Ordinal) ? $"{file}:" : "")
                + (letters.Contains('n', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{number}:") : "");
            return letters.Contains('o', StringComparison.Ordinal)
                ? expression.Matches(line).Where(match => match.Length > 0).Select(match => ProcessContext.Say(prefix + match.Value))
                : [ProcessContext.Say(prefix + line)];
        }
    }

    /// <summary><c>wc [-lwc] [FILE…]</c>.</summary>
    internal static IEnumerable<ProcessStep> Count(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var files = CommandLines.Options(words, "", out _, out var letters);
        var (lines, total, bytes, inWord) = (0, 0, 0, false);
        foreach (var file in files.IsEmpty ? ["-"] : files)
        {
            if (file != "-")
            {
                var (content, fault) = context.Files.Read(context.Resolve(file));
                Tally(content.Span);
                if (fault == Files.FileFault.None)
                    continue;
                context.Status = 1;
                yield return ProcessContext.Complain($"wc: {file}: {Files.FileFaults.Text(fault)}");
                continue;
            }
            while (!context.Input.MeetsEnd())
            {
                if (context.Input.Length == 0)
                    yield return ProcessStep.ReadInput.Instance;
                else
                    Tally(context.Input.Take().Span);
            }
        }
        var columns = new[] { ('l', lines), ('w', total), ('c', bytes) }.Where(column => letters.Length == 0 || letters.Contains(column.Item1, StringComparison.Ordinal))
            .Select(column => column.Item2.ToString(CultureInfo.InvariantCulture)).ToList();
        var text = columns.Count == 1 ? columns[0] : string.Concat(columns.Select(column => column.PadLeft(10)));
        yield return ProcessContext.Say(files.IsEmpty ? text : $"{text} {string.Join(' ', files)}");

        void Tally(ReadOnlySpan<byte> content)
        {
            bytes += content.Length;
            foreach (var symbol in content)
            {
                lines += symbol == '\n' ? 1 : 0;
                var isBlank = symbol is (byte)' ' or (>= 9 and <= 13);
                total += !isBlank && !inWord ? 1 : 0;
                inWord = !isBlank;
            }
        }
    }

    /// <summary><c>cut -d SEPARATOR -f FIELDS</c>, or <c>cut -c LETTERS</c>.</summary>
    internal static IEnumerable<ProcessStep> Cut(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var files = CommandLines.Options(words, "dfc", out var values, out _);
        var separator = values.GetValueOrDefault('d', "\t");
        if (!values.TryGetValue('f', out var list) && !values.TryGetValue('c', out list))
        {
            context.Status = 1;
            return [ProcessContext.Complain("cut: expected a list of bytes, characters, or fields")];
        }
        return CommandLines.Each("cut", files, context, (_, line) =>
        {
            if (values.ContainsKey('c'))
                return [ProcessContext.Say(string.Concat(line.Where((_, index) => IsIn(list, index + 1))))];
            var fields = line.Split(separator);
            return [ProcessContext.Say(fields.Length == 1 ? line : string.Join(separator, fields.Where((_, index) => IsIn(list, index + 1))))];
        });
    }

    /// <summary><c>tr [-ds] SET1 [SET2]</c>.</summary>
    internal static IEnumerable<ProcessStep> Translate(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var sets = CommandLines.Options(words, "", out _, out var letters).Select(Letters).ToList();
        if (sets.Count == 0)
        {
            context.Status = 1;
            yield return ProcessContext.Complain("tr: needs a set");
            yield break;
        }
        while (!context.Input.MeetsEnd())
        {
            if (context.Input.Length == 0)
            {
                yield return ProcessStep.ReadInput.Instance;
                continue;
            }
            var text = new StringBuilder();
            foreach (var letter in Encoding.UTF8.GetString(context.Input.Take().Span))
            {
                var at = sets[0].IndexOf(letter, StringComparison.Ordinal);
                if (at >= 0 && letters.Contains('d', StringComparison.Ordinal))
                    continue;
                var mapped = at < 0 || sets.Count < 2 || sets[1].Length == 0 ? letter : sets[1][Math.Min(at, sets[1].Length - 1)];
                if (at >= 0 && letters.Contains('s', StringComparison.Ordinal) && text.Length > 0 && text[^1] == mapped)
                    continue;
                text.Append(mapped);
            }
            yield return new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    /// <summary><c>sort [-nru] [FILE…]</c>.</summary>
    internal static IEnumerable<ProcessStep> Sort(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var (files, lines) = (CommandLines.Options(words, "kt", out _, out var letters), new List<string>());
        foreach (var step in CommandLines.All("sort", files, context, lines))
            yield return step;
        IEnumerable<string> sorted = letters.Contains('n', StringComparison.Ordinal) ? lines.OrderBy(Leading).ThenBy(line => line, StringComparer.Ordinal) : lines.Order(StringComparer.Ordinal);
        if (letters.Contains('u', StringComparison.Ordinal))
            sorted = sorted.Distinct(StringComparer.Ordinal);
        foreach (var line in letters.Contains('r', StringComparison.Ordinal) ? sorted.Reverse() : sorted)
            yield return ProcessContext.Say(line);
    }

    /// <summary><c>uniq [-c] [FILE]</c>.</summary>
    internal static IEnumerable<ProcessStep> Unique(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var (files, lines) = (CommandLines.Options(words, "", out _, out var letters), new List<string>());
        foreach (var step in CommandLines.All("uniq", files, context, lines))
            yield return step;
        for (var index = 0; index < lines.Count;)
        {
            var count = lines.Skip(index).TakeWhile(line => line == lines[index]).Count();
            yield return ProcessContext.Say(letters.Contains('c', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{count,7} {lines[index]}") : lines[index]);
            index += count;
        }
    }

    private static IEnumerable<ProcessStep> HeadBytes(long left, ImmutableArray<string> files, ProcessContext context)
    {
        foreach (var file in files)
        {
            var (bytes, fault) = context.Files.Read(context.Resolve(file));
            context.Status = fault == Files.FileFault.None ? 0 : 1;
            yield return fault == Files.FileFault.None
                ? new ProcessStep.Write(OutputStream.Stdout, bytes[..(int)Math.Min(left, bytes.Length)])
                : ProcessContext.Complain($"head: {file}: {Files.FileFaults.Text(fault)}");
        }
        while (files.IsEmpty && left > 0 && !context.Input.MeetsEnd())
        {
            if (context.Input.Length == 0)
            {
                yield return ProcessStep.ReadInput.Instance;
                continue;
            }
            var bytes = context.Input.Take((int)Math.Min(left, int.MaxValue));
            left -= bytes.Length;
            yield return new ProcessStep.Write(OutputStream.Stdout, bytes);
        }
    }

    /// <summary>The old form <c>-5</c> as <c>-n 5</c>.</summary>
    private static ImmutableArray<string> Counted(ImmutableArray<string> words) =>
        [.. words.SelectMany(word => word is ['-', >= '0' and <= '9', ..] ? new[] { "-n", word[1..] } : [word])];

    private static Regex? Expression(string pattern, string letters)
    {
        var text = letters.Contains('F', StringComparison.Ordinal) ? Regex.Escape(pattern) : letters.Contains('E', StringComparison.Ordinal) ? pattern : FromBasic(pattern);
        if (letters.Contains('w', StringComparison.Ordinal))
            text = $@"\b(?:{text})\b";
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (letters.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A basic regular expression as an extended one: there a backslash gives <c>( ) { } | + ?</c> their meaning.</summary>
    internal static string FromBasic(string pattern)
    {
        var text = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '\\' && index + 1 < pattern.Length)
                text.Append("(){}|+?".Contains(pattern[++index], StringComparison.Ordinal) ? pattern[index].ToString() : $"\\{pattern[index]}");
            else
                text.Append("(){}|+?".Contains(pattern[index], StringComparison.Ordinal) ? $"\\{pattern[index]}" : pattern[index].ToString());
        }
        return text.ToString();
    }

    /// <summary>A set of <c>tr</c>: ranges, classes and escapes.</summary>
    private static string Letters(string set)
    {
        var text = Shell.EscapeText.Expand(set, out _)
            .Replace("[:upper:]", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", StringComparison.Ordinal).Replace("[:lower:]", "abcdefghijklmnopqrstuvwxyz", StringComparison.Ordinal)
            .Replace("[:digit:]", "0123456789", StringComparison.Ordinal).Replace("[:space:]", " \t\n\r\f\v", StringComparison.Ordinal);
        var letters = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (index + 2 < text.Length && text[index + 1] == '-' && text[index + 2] >= text[index])
            {
                for (var letter = text[index]; letter <= text[index + 2]; letter++)
                    letters.Append(letter);
                index += 2;
            }
            else
            {
                letters.Append(text[index]);
            }
        }
        return letters.ToString();
    }

    private static bool IsIn(string list, int number) => list.Split(',').Any(range =>
    {
        var ends = range.Split('-', 2);
        var first = Number(ends[0], 1);
        return number >= first && number <= (ends.Length == 1 ? first : Number(ends[1], int.MaxValue));
    });

    private static double Leading(string line) =>
        double.TryParse(string.Concat(line.Trim().TakeWhile(letter => char.IsAsciiDigit(letter) || letter is '-' or '.')), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static long Number(string text, long otherwise) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, int.MaxValue) : otherwise;
}
