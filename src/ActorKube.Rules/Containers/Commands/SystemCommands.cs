using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Commands;

/// <summary>Commands that say something about the system, make numbers, or move files about.</summary>
internal static class SystemCommands
{
    private const int Piece = 32 * 1024;

    /// <summary><c>seq [FIRST [STEP]] LAST</c>.</summary>
    internal static IEnumerable<ProcessStep> Sequence(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var numbers = words.Skip(1).Select(word => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (long?)null).ToList();
        if (numbers.Count is 0 or > 3 || numbers.Contains(null) || (numbers.Count == 3 && numbers[1] == 0))
        {
            context.Status = 1;
            yield return ProcessContext.Complain("seq: usage: seq [FIRST [STEP]] LAST");
            yield break;
        }
        var (first, step, last) = (numbers.Count > 1 ? numbers[0]!.Value : 1, numbers.Count > 2 ? numbers[1]!.Value : 1, numbers[^1]!.Value);
        for (var number = first; step > 0 ? number <= last : number >= last; number += step)
            yield return ProcessContext.Say(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary><c>yes [TEXT]</c>.</summary>
    internal static IEnumerable<ProcessStep> Yes(ImmutableArray<string> words)
    {
        var text = words.Length > 1 ? string.Join(' ', words.Skip(1)) : "y";
        while (true)
            yield return ProcessContext.Say(text);
    }

    /// <summary>A command that says one thing.</summary>
    internal static CommandBody Says(Func<ImmutableArray<string>, ProcessContext, string> text) => (words, context) =>
    {
        context.Status = 0;
        return [ProcessContext.Say(text(words, context))];
    };

    internal static string NameOf(ImmutableArray<string> words)
    {
        var name = words.ElementAtOrDefault(1) ?? "";
        name = name.Length > 1 ? name.TrimEnd('/') : name;
        name = name[(name.LastIndexOf('/') + 1)..];
        return words.Length > 2 && name.Length > words[2].Length && name.EndsWith(words[2], StringComparison.Ordinal) ? name[..^words[2].Length] : name;
    }

    internal static string DirectoryOf(ImmutableArray<string> words)
    {
        var path = (words.ElementAtOrDefault(1) ?? "").TrimEnd('/');
        return path.LastIndexOf('/') switch { < 0 => ".", 0 => "/", var end => path[..end] };
    }

    internal static string System(ImmutableArray<string> words, ProcessContext context)
    {
        var options = string.Concat(words.Skip(1)).Replace("-", "", StringComparison.Ordinal);
        var all = options.Contains('a', StringComparison.Ordinal);
        var parts = new[] { ('s', "Linux"), ('n', context.Container.Hostname), ('r', "6.1.0-actorkube"), ('m', "x86_64") }
            .Where(part => all || options.Contains(part.Item1, StringComparison.Ordinal) || (options.Length == 0 && part.Item1 == 's')).Select(part => part.Item2);
        return string.Join(' ', parts);
    }

    internal static string Identity(ImmutableArray<string> words) => words.ElementAtOrDefault(1) switch
    {
        "-u" or "-g" => "0",
        "-un" or "-gn" => "root",
        _ => "uid=0(root) gid=0(root) groups=0(root)",
    };

    /// <summary><c>which NAME…</c>.</summary>
    internal static IEnumerable<ProcessStep> Which(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        foreach (var name in words.Skip(1))
        {
            if (!context.Container.HasProgram(name))
                context.Status = 1;
            else
                yield return ProcessContext.Say(name.Contains('/', StringComparison.Ordinal) ? name : $"/bin/{name}");
        }
    }

    /// <summary><c>tee [-a] FILE…</c>.</summary>
    internal static IEnumerable<ProcessStep> Tee(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var files = CommandLines.Options(words, "", out _, out var letters);
        var append = letters.Contains('a', StringComparison.Ordinal);
        foreach (var file in files)
        {
            if (context.Files.Write(context.Resolve(file), [], append, context.Now) is not FileFault.None and var fault)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"tee: {file}: {fault.Text()}");
            }
        }
        while (!context.Input.MeetsEnd())
        {
            if (context.Input.Length == 0)
            {
                yield return ProcessStep.ReadInput.Instance;
                continue;
            }
            var bytes = context.Input.Take();
            foreach (var file in files)
                context.Files.Write(context.Resolve(file), bytes.Span, append: true, context.Now);
            yield return new ProcessStep.Write(OutputStream.Stdout, bytes);
        }
    }

    /// <summary><c>cp [-r] FROM… TO</c>, or <c>mv</c>.</summary>
    internal static CommandBody Copies(bool moves) => (words, context) => Copy(words, context, moves);

    /// <summary><c>chmod MODE FILE…</c>, with a mode in digits, or <c>+x</c> and the like.</summary>
    internal static IEnumerable<ProcessStep> ChangeMode(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var rest = words.Skip(1).Where(word => word is not "-R").ToImmutableArray();
        foreach (var file in rest.Skip(1))
        {
            var path = context.Resolve(file);
            if (context.Files.Find(path) is not { } facts)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"chmod: {file}: {FileFault.NotFound.Text()}");
                continue;
            }
            if (ModeOf(rest[0], facts.Mode) is not { } mode)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"chmod: invalid mode '{rest[0]}'");
                yield break;
            }
            context.Files.ChangeMode(path, mode);
        }
    }

    /// <summary><c>dd if=FILE of=FILE bs=SIZE count=BLOCKS</c>.</summary>
    internal static IEnumerable<ProcessStep> Duplicate(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var options = words.Skip(1).Select(word => word.Split('=', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var (block, count) = (Size(options.GetValueOrDefault("bs", "512")), options.TryGetValue("count", out var text) ? Size(text) : long.MaxValue / (1 << 30));
        var left = block * count;
        var (from, to) = (options.GetValueOrDefault("if", ""), options.GetValueOrDefault("of", ""));
        var written = 0L;
        var isEndless = from is "/dev/zero" or "/dev/urandom" or "/dev/random";
        var (content, fault) = isEndless || from.Length == 0 ? (default, FileFault.None) : context.Files.Read(context.Resolve(from));
        if (fault == FileFault.None && to.Length > 0)
            fault = context.Files.Write(context.Resolve(to), [], append: false, context.Now);
        while (fault == FileFault.None && left > 0 && (isEndless || !content.IsEmpty))
        {
            var piece = isEndless ? new byte[Math.Min(left, Piece)] : content[..(int)Math.Min(left, Math.Min(content.Length, Piece))];
            content = isEndless ? content : content[piece.Length..];
            if (to.Length == 0)
                yield return new ProcessStep.Write(OutputStream.Stdout, piece);
            else
                fault = context.Files.Write(context.Resolve(to), piece.Span, append: true, context.Now);
            left -= piece.Length;
            written += fault == FileFault.None ? piece.Length : 0;
            yield return ProcessStep.Turn.Instance;
        }
        context.Status = fault == FileFault.None ? 0 : 1;
        if (fault != FileFault.None)
            yield return ProcessContext.Complain($"dd: error writing '{to}': {fault.Text()}");
        yield return ProcessContext.Complain(string.Create(CultureInfo.InvariantCulture, $"{written / Math.Max(1, block)}+{(written % Math.Max(1, block) > 0 ? 1 : 0)} records in\n{written / Math.Max(1, block)}+{(written % Math.Max(1, block) > 0 ? 1 : 0)} records out"));
    }

    private static IEnumerable<ProcessStep> Copy(ImmutableArray<string> words, ProcessContext context, bool moves)
    {
        context.Status = 0;
        var command = words[0];
        var paths = CommandLines.Options(words, "", out _, out var letters);
        if (paths.Length < 2)
        {
            context.Status = 1;
            yield return ProcessContext.Complain($"{command}: needs a source and a destination");
            yield break;
        }
        var to = context.Resolve(paths[^1]);
        foreach (var path in paths[..^1])
        {
            var from = context.Resolve(path);
            var target = context.Files.IsDirectory(to) ? ContainerFiles.Absolute(to, from[(from.LastIndexOf('/') + 1)..]) : to;
            var fault = context.Files.Find(from) is not { } facts ? $"can't {(moves ? "rename" : "stat")} '{path}': {FileFault.NotFound.Text()}"
                : facts.IsDirectory && !moves && !letters.AsSpan().ContainsAny("rRa") ? $"omitting directory '{path}'"
                : CopyTree(from, target, context) is not FileFault.None and var broken ? $"can't create '{paths[^1]}': {broken.Text()}"
                : moves && context.Files.Remove(from, recursive: true) is not FileFault.None and var kept ? $"can't remove '{path}': {kept.Text()}" : null;
            if (fault is null)
                continue;
            context.Status = 1;
            yield return ProcessContext.Complain($"{command}: {fault}");
        }
    }

    private static FileFault CopyTree(string from, string to, ProcessContext context)
    {
        if (context.Files.Find(from) is not { } facts)
            return FileFault.NotFound;
        if (!facts.IsDirectory)
            return context.Files.Write(to, context.Files.Read(from).Bytes.Span, append: false, context.Now, facts.Mode);
        if (context.Files.MakeDirectory(to, parents: true, context.Now) is not FileFault.None and var fault)
            return fault;
        return context.Files.List(from).Select(name => CopyTree($"{from.TrimEnd('/')}/{name}", $"{to.TrimEnd('/')}/{name}", context)).FirstOrDefault(each => each != FileFault.None);
    }

    private static UnixFileMode? ModeOf(string text, UnixFileMode before)
    {
        if (text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7'))
            return (UnixFileMode)Convert.ToInt32(text, 8);
        var at = text.IndexOfAny(['+', '-']);
        if (at < 0 || !text[..at].All("ugoa".Contains) || !text[(at + 1)..].All("rwx".Contains))
            return null;
        var bits = text[(at + 1)..].Aggregate(0, static (all, letter) => all | (letter == 'r' ? 0b100 : letter == 'w' ? 0b010 : 0b001));
        var who = text[..at] is "" or "a" ? "ugo" : text[..at];
        var mask = (UnixFileMode)who.Aggregate(0, (all, letter) => all | (bits << (letter == 'u' ? 6 : letter == 'g' ? 3 : 0)));
        return text[at] == '+' ? before | mask : before & ~mask;
    }

    private static long Size(string text)
    {
        var unit = text.Length == 0 ? 1 : char.ToUpperInvariant(text[^1]) switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, _ => 1 };
        return long.TryParse(unit == 1 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 1 << 30) * unit : 0;
    }
}
