using System.Text.RegularExpressions;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>One assertion: whose, and what of it.</summary>
internal sealed partial record CorpusAssertion(
    string Subject, string Kind, string Namespace, string Name, KeyValuePair<string, string>? Label, IReadOnlyList<CorpusAssertedField> Checks)
{
    internal static CorpusAssertion Parse(string text)
    {
        var tokens = Token().Matches(text.Trim()).Select(match => match.Value).ToList();
        var subject = tokens[0];
        var checks = tokens.Skip(1).Select(CorpusAssertedField.Parse).ToList();
        if (subject == "rejected")
            return new(subject, subject, "", "", null, checks);
        if (subject.IndexOf('(', StringComparison.Ordinal) is > 0 and var open)
        {
            var inside = subject[(open + 1)..^1].Split(',');
            var label = inside[^1].Split('=', 2);
            return new(subject, subject[..open], inside.Length > 1 ? inside[0] : "default", "", new(label[0], label[1]), checks);
        }
        var parts = subject.Split('/');
        return new(subject, parts[0], parts.Length == 3 ? parts[1] : "default", parts[^1], null, checks);
    }

    [GeneratedRegex("""(?:[^\s"{\[]|"(?:[^"\\]|\\.)*"|\{[^}]*\}|\[[^\]]*\])+""")]
    private static partial Regex Token();
}

/// <summary>One check of an assertion: <c>cond[Ready]=True</c>, or <c>exec[main]{ls /}~"etc"</c>.</summary>
internal sealed partial record CorpusAssertedField(string Name, string? Of, string Operator, string Value)
{
    /// <summary>The words of the command whose output is checked; none for any other check.</summary>
    internal string[] Command { get; init; } = [];

    internal static CorpusAssertedField Parse(string text)
    {
        if (text.StartsWith('~'))
            return new("text", null, "~", Unquote(text[1..]));
        var match = Form().Match(text);
        if (!match.Success)
            return new(text, null, "", "");
        var command = match.Groups["command"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var of = match.Groups["of"].Success ? match.Groups["of"].Value : null;
        if (match.Groups["field"].Success)
            of = of is null ? match.Groups["field"].Value : $"{of}.{match.Groups["field"].Value}";
        return match.Groups["operator"].Success
            ? new(match.Groups["name"].Value, of, match.Groups["operator"].Value, Unquote(match.Groups["value"].Value)) { Command = command }
            : new(match.Groups["name"].Value, of, match.Groups["name"].Value, "");
    }

    public override string ToString() => $"{Name}{(Of is null ? "" : $"[{Of}]")}{Operator}{Value}";

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal) : value;

    [GeneratedRegex(@"^(?<name>[A-Za-z-]+)(?:\[(?<of>[^\]]+)\])?(?:\{(?<command>[^}]*)\})?(?:\.(?<field>[\w./-]+))?(?:(?<operator>==|=~|>=|=|~)(?<value>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Form();
}
