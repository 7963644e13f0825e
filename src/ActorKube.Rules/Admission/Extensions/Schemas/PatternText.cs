using System.Text.RegularExpressions;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>Patterns as upstream reads them (RE2): .NET's, but for what looks around or back, and with Go's word for named groups.</summary>
/// <remarks>Source: https://github.com/google/re2/wiki/Syntax.</remarks>
internal static partial class PatternText
{
    /// <summary>What is wrong with the pattern; null if nothing.</summary>
    internal static string? Fault(string pattern)
    {
        if (Unknown().Match(pattern) is { Success: true } unknown)
            return $"error parsing regexp: invalid or unsupported Perl syntax: `{unknown.Groups["what"].Value}`";
        try
        {
            _ = new Regex(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant);
            return null;
        }
        catch (ArgumentException exception)
        {
            return $"error parsing regexp: {exception.Message}";
        }
    }

    [GeneratedRegex(@"(?<!\\)(\\\\)*(?<what>\(\?=|\(\?!|\(\?<=|\(\?<!|\(\?>|\\[1-9])")]
    private static partial Regex Unknown();
}
