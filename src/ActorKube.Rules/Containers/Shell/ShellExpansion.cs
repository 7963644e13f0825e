using System.Globalization;
using System.Text.RegularExpressions;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Expands words: parameters, substitutions, arithmetic, then fields and paths. Substitutions run commands, so an expansion is steps of the process.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.6.</remarks>
internal sealed partial class ShellExpansion(ProcessContext context, ShellState state, ShellRun run)
{
    private const string Blanks = " \t\n";

    /// <summary>What is wrong with the last word, such as a parameter that must be set; null if nothing is. Ends a script.</summary>
    internal string? Fault { get; private set; }

    /// <summary>A word of a command: any number of fields.</summary>
    internal IEnumerable<ProcessStep> Fields(ShellWord word, List<string> into)
    {
        foreach (var each in Braces(word))
        {
            var fields = new ExpandedFields(state.Find("IFS") ?? Blanks);
            foreach (var step in Parts(each, fields, isQuoted: false))
                yield return step;
            into.AddRange(fields.Fields(context.Directory, context.Files, !state.Options.Contains('f')));
        }
    }

    /// <summary>A word that stays one text, such as the value of an assignment.</summary>
    internal IEnumerable<ProcessStep> Text(ShellWord word, Action<string> use)
    {
        var fields = new ExpandedFields("");
        foreach (var step in Parts(word, fields, isQuoted: false))
            yield return step;
        use(fields.Text);
    }

    /// <summary>A word as a pattern.</summary>
    internal IEnumerable<ProcessStep> Pattern(ShellWord word, Action<string> use)
    {
        var fields = new ExpandedFields("");
        foreach (var step in Parts(word, fields, isQuoted: false))
            yield return step;
        use(fields.Pattern);
    }

    private IEnumerable<ProcessStep> Parts(ShellWord word, ExpandedFields into, bool isQuoted)
    {
        for (var index = 0; index < word.Parts.Length; index++)
        {
            switch (word.Parts[index])
            {
                case WordPart.Literal literal when index == 0 && !literal.IsQuoted && !isQuoted && (literal.Text == "~" || literal.Text.StartsWith("~/", StringComparison.Ordinal)):
                    into.Add(state.Find("HOME") ?? "/", isQuoted: true);
                    into.Add(literal.Text[1..], isQuoted: false);
                    break;
                case WordPart.Literal literal:
                    into.Add(literal.Text, literal.IsQuoted || isQuoted);
                    break;
                case WordPart.Parameter parameter:
                    foreach (var step in Parameter(parameter, into, parameter.IsQuoted || isQuoted))
                        yield return step;
                    break;
                case WordPart.Substitution substitution:
                    var captured = new CapturedOutput();
                    foreach (var step in run.Capture(substitution.Script, captured))
                        yield return step;
                    Add(captured.Text.TrimEnd('\n'), into, substitution.IsQuoted || isQuoted);
                    break;
                case WordPart.Arithmetic arithmetic:
                    var expression = "";
                    foreach (var step in Text(arithmetic.Expression, text => expression = text))
                        yield return step;
                    var (value, fault) = ShellArithmetic.Evaluate(expression, state);
                    Fault ??= fault;
                    Add(value.ToString(CultureInfo.InvariantCulture), into, arithmetic.IsQuoted || isQuoted);
                    break;
            }
        }
    }

    private IEnumerable<ProcessStep> Parameter(WordPart.Parameter parameter, ExpandedFields into, bool isQuoted)
    {
        var (name, symbol) = (parameter.Name, parameter.Operator);
        if (name is "@" or "*" && symbol.Length == 0)
        {
            AddArguments(name, into, isQuoted);
            yield break;
        }
        var value = ValueOf(name);
        var isMissing = value is null || (symbol.StartsWith(':') && symbol.Length == 2 && value.Length == 0);
        switch (symbol)
        {
            case "-" or ":-" when isMissing:
            case "+" or ":+" when !isMissing:
                foreach (var step in Parts(parameter.Word, into, isQuoted))
                    yield return step;
                break;
            case "+" or ":+":
                break;
            case "=" or ":=" when isMissing:
                foreach (var step in Text(parameter.Word, text => value = text))
                    yield return step;
                if (!ShellLexer.IsName(name) || !state.Set(name, value!))
                    Fault ??= $"{name}: is read only";
                Add(value!, into, isQuoted);
                break;
            case "?" or ":?" when isMissing:
                foreach (var step in Text(parameter.Word, text => Fault ??= $"{name}: {(text.Length > 0 ? text : "parameter not set")}"))
                    yield return step;
                break;
            case "length":
                Add((value ?? "").Length.ToString(CultureInfo.InvariantCulture), into, isQuoted);
                break;
            case "%" or "%%" or "#" or "##":
                foreach (var step in Pattern(parameter.Word, pattern => value = ShellPattern.Strip(value ?? "", pattern, symbol[0] == '%', symbol.Length == 2)))
                    yield return step;
                Add(value!, into, isQuoted);
                break;
            case "/" or "//":
                foreach (var step in Pattern(parameter.Word, pattern => value = Replaced(value ?? "", pattern, all: symbol.Length == 2)))
                    yield return step;
                Add(value!, into, isQuoted);
                break;
            case ":":
                foreach (var step in Text(parameter.Word, range => value = Part(value ?? "", range)))
                    yield return step;
                Add(value!, into, isQuoted);
                break;
            default:
                if (value is null && symbol.Length == 0 && state.Options.Contains('u') && name != "!")
                    Fault ??= $"{name}: parameter not set";
                Add(value ?? "", into, isQuoted);
                break;
        }
    }

    private string? ValueOf(string name) => name switch
    {
        "@" or "*" => string.Join(' ', state.Arguments),
        "#" => state.Arguments.Length.ToString(CultureInfo.InvariantCulture),
        "?" => context.Status.ToString(CultureInfo.InvariantCulture),
        "$" => state.Id.ToString(CultureInfo.InvariantCulture),
        "!" => state.LastBackground == 0 ? null : state.LastBackground.ToString(CultureInfo.InvariantCulture),
        "-" => string.Concat(state.Options.Where(char.IsAsciiLetter).Order()),
        "0" => state.Zero,
        _ when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number <= state.Arguments.Length ? state.Arguments[number - 1] : null,
        _ => state.Find(name),
    };

    private void AddArguments(string name, ExpandedFields into, bool isQuoted)
    {
        if (isQuoted && name == "*")
        {
            into.Add(string.Join((state.Find("IFS") ?? Blanks) is [var first, ..] ? first.ToString() : "", state.Arguments), isQuoted);
            return;
        }
        for (var index = 0; index < state.Arguments.Length; index++)
        {
            if (index > 0)
                into.EndField(evenIfEmpty: isQuoted);
            Add(state.Arguments[index], into, isQuoted);
        }
    }

    private static void Add(string value, ExpandedFields into, bool isQuoted)
    {
        if (isQuoted)
            into.Add(value, isQuoted);
        else
            into.AddSplit(value);
    }

    private static string Replaced(string value, string pattern, bool all)
    {
        var slash = SlashOf().Match(pattern) is { Success: true } found ? found.Index + found.Length - 1 : pattern.Length;
        var by = slash < pattern.Length ? Regex.Replace(pattern[(slash + 1)..], @"\\(.)", "$1") : "";
        return ShellPattern.Replace(value, pattern[..slash], by, all);
    }

    /// <summary><c>OFFSET</c> or <c>OFFSET:LENGTH</c> of a value; negative ones count from its end.</summary>
    private string Part(string value, string range)
    {
        var parts = range.Split(':', 2);
        var (offset, fault) = ShellArithmetic.Evaluate(parts[0], state);
        var (length, lengthFault) = parts.Length > 1 ? ShellArithmetic.Evaluate(parts[1], state) : (value.Length, null);
        Fault ??= fault ?? lengthFault;
        var start = (int)Math.Clamp(offset < 0 ? value.Length + offset : offset, 0, value.Length);
        var end = (int)Math.Clamp(length < 0 ? value.Length + length : Math.Min(start + length, value.Length), start, value.Length);
        return value[start..end];
    }

    /// <summary>Bash's <c>{1..5}</c> and <c>{a,b}</c>; other shells take them as they stand.</summary>
    private IEnumerable<ShellWord> Braces(ShellWord word)
    {
        if (state.Name != "bash" || word.Bare is not { } bare || BracesOf().Match(bare) is not { Success: true } found)
            return [word];
        var inside = found.Groups["inside"].Value;
        IEnumerable<string> choices = inside.Split(',');
        if (RangeOf().Match(inside) is { Success: true } range && int.TryParse(range.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(range.Groups[2].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last) && Math.Abs((long)last - first) < 100_000)
        {
            var numbers = Enumerable.Range(Math.Min(first, last), Math.Abs(last - first) + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));
            choices = first <= last ? numbers : numbers.Reverse();
        }
        else if (!inside.Contains(',', StringComparison.Ordinal))
        {
            return [word];
        }
        return choices.Select(choice => new ShellWord([new WordPart.Literal(found.Groups["before"].Value + choice + found.Groups["after"].Value, IsQuoted: false)]));
    }

    [GeneratedRegex(@"^(?<before>[^{}]*)\{(?<inside>[^{}]+)\}(?<after>[^{}]*)$")]
    private static partial Regex BracesOf();

    [GeneratedRegex(@"^(-?\d+)\.\.(-?\d+)$")]
    private static partial Regex RangeOf();

    // The first slash that no backslash stands before.
    [GeneratedRegex(@"^(?:[^\\/]|\\.)*/")]
    private static partial Regex SlashOf();
}
