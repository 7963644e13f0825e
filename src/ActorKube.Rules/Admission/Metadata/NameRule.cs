using System.Text.RegularExpressions;

namespace ActorKube.Rules.Admission.Metadata;

/// <summary>A format of names: how long, which letters, and upstream's sentence for what breaks it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/.</remarks>
internal sealed partial record NameRule(int MaxLength, Regex Pattern, string Sentence)
{
    /// <summary>Lower-case DNS label: containers, volumes, namespaces.</summary>
    internal static readonly NameRule Label = new(63, LabelPattern(),
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");

    /// <summary>Lower-case DNS subdomain: most objects.</summary>
    internal static readonly NameRule Subdomain = new(253, SubdomainPattern(),
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");

    /// <summary>A DNS subdomain behind a star: hosts of Ingresses.</summary>
    internal static readonly NameRule WildcardSubdomain = new(253, WildcardSubdomainPattern(),
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and "
        + "end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");

    /// <summary>Label value; may be empty.</summary>
    internal static readonly NameRule LabelValue = new(63, LabelValuePattern(),
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");

    /// <summary>The part of a qualified name behind the slash.</summary>
    private static readonly NameRule QualifiedPart = new(63, QualifiedPattern(),
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");

    /// <summary>Name of an environment variable.</summary>
    internal static readonly NameRule EnvironmentVariable = new(int.MaxValue, EnvironmentVariablePattern(),
        "a valid environment variable name must consist only of printable ASCII characters other than '='");

    /// <summary>Lower-case DNS label that begins with a letter: services.</summary>
    internal static readonly NameRule Label1035 = new(63, Label1035Pattern(),
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");

    /// <summary>Key of a ConfigMap or a Secret: it becomes the name of a file.</summary>
    internal static readonly NameRule ConfigKey = new(253, ConfigKeyPattern(),
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
        + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")
    {
        Further = text => text switch
        {
            "." => ["must not be '.'"],
            ".." => ["must not be '..'"],
            _ => text.StartsWith("..", StringComparison.Ordinal) ? ["must not start with '..'"] : [],
        },
    };

    /// <summary>Name of a port, as IANA registers names of services (RFC 6335).</summary>
    internal static readonly NameRule PortName = new(15, PortNamePattern(), "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    {
        Further = PortNameFaults,
    };

    /// <summary>Whatever can stand in a URL between two slashes: roles and their bindings, disruption budgets.</summary>
    internal static readonly NameRule PathSegment = new(int.MaxValue, AnythingPattern(), "")
    {
        Further = text => text is "." or ".."
            ? [$"may not be '{text}'"]
            : new[] { "/", "%" }.Where(text.Contains).Select(part => $"may not contain '{part}'"),
    };

    /// <summary>What else is wrong, beyond length and pattern.</summary>
    private Func<string, IEnumerable<string>> Further { get; init; } = _ => [];

    /// <summary>What is wrong with the text; empty if nothing.</summary>
    internal IEnumerable<string> Faults(string text)
    {
        if (text.Length > MaxLength)
            yield return $"must be no more than {MaxLength} characters";
        if (!Pattern.IsMatch(text))
            yield return Sentence;
        foreach (var fault in Further(text))
            yield return fault;
    }

    /// <summary>What is wrong with a label key, taint key or resource name: a name, or a DNS subdomain, a slash and a name.</summary>
    internal static IEnumerable<string> QualifiedFaults(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2)
        {
            return
            [
                "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
                + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') "
                + "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
            ];
        }
        var prefix = parts.Length == 1 ? [] : parts[0].Length == 0 ? ["prefix part must be non-empty"] : Subdomain.Faults(parts[0]).Select(fault => "prefix part " + fault);
        var name = parts[^1].Length == 0
            ? ["name part must be non-empty", QualifiedPart.Sentence]
            : QualifiedPart.Faults(parts[^1]).Select(fault => fault.StartsWith("name part", StringComparison.Ordinal) ? fault : "name part " + fault);
        return [.. prefix, .. name];
    }

    private static IEnumerable<string> PortNameFaults(string name)
    {
        if (!name.Any(char.IsAsciiLetterLower))
            yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name.StartsWith('-') || name.EndsWith('-'))
            yield return "must not begin or end with a hyphen";
    }

    [GeneratedRegex(@"\A[-a-z0-9]+\z")]
    private static partial Regex PortNamePattern();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"\A\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex WildcardSubdomainPattern();

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z")]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label1035Pattern();

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z")]
    private static partial Regex ConfigKeyPattern();

    [GeneratedRegex("")]
    private static partial Regex AnythingPattern();

    [GeneratedRegex(@"\A[ -<>-~]+\z")]
    private static partial Regex EnvironmentVariablePattern();
}
