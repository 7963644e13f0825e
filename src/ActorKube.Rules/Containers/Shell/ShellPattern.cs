using System.Text;
using System.Text.RegularExpressions;
using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Patterns with <c>*</c>, <c>?</c> and <c>[…]</c>; a backslash takes a letter's meaning away.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.13.</remarks>
internal static class ShellPattern
{
    private const string Special = "*?[\\";

    /// <summary>True if a text has anything in it that is more than a letter.</summary>
    internal static bool IsOne(string pattern) => pattern.AsSpan().ContainsAny("*?[");

    /// <summary>The text as a pattern that matches just that.</summary>
    internal static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
            return text;
        var escaped = new StringBuilder();
        foreach (var letter in text)
            escaped.Append(Special.Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter);
        return escaped.ToString();
    }

    /// <summary>True if the whole text matches.</summary>
    internal static bool Matches(string pattern, string text) => Expression(pattern, "^(?:", ")$").IsMatch(text);

    /// <summary>The text without what matches at its beginning, or at its end.</summary>
    internal static string Strip(string text, string pattern, bool atEnd, bool longest)
    {
        var lengths = Enumerable.Range(0, text.Length + 1);
        foreach (var length in longest ? lengths.Reverse() : lengths)
        {
            var part = atEnd ? text[(text.Length - length)..] : text[..length];
            if (Matches(pattern, part))
                return atEnd ? text[..(text.Length - length)] : text[length..];
        }
        return text;
    }

    /// <summary>The text with the first match, or all of them, replaced.</summary>
    internal static string Replace(string text, string pattern, string by, bool all) =>
        pattern.Length == 0 ? text : Expression(pattern, "", "").Replace(text, by.Replace("$", "$$", StringComparison.Ordinal), all ? -1 : 1);

    /// <summary>Paths that a pattern names, in order; none if there are none.</summary>
    internal static IReadOnlyList<string> Paths(string pattern, string directory, ContainerFiles files)
    {
        List<string> found = [pattern.StartsWith('/') ? "/" : ""];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new List<string>();
            foreach (var path in found)
            {
                var absolute = ContainerFiles.Absolute(directory, path);
                if (!IsOne(part))
                    next.Add(path + (path.Length > 0 && !path.EndsWith('/') ? "/" : "") + Regex.Replace(part, @"\\(.)", "$1"));
                else if (files.IsDirectory(absolute))
                    next.AddRange(files.List(absolute).Where(name => (!name.StartsWith('.') || part.StartsWith('.')) && Matches(part, name))
                        .Select(name => path + (path.Length > 0 && !path.EndsWith('/') ? "/" : "") + name));
            }
            found = next;
        }
        return [.. found.Where(path => files.Find(ContainerFiles.Absolute(directory, path)) is not null).Order(StringComparer.Ordinal)];
    }

    private static Regex Expression(string pattern, string before, string after)
    {
        var expression = new StringBuilder(before);
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '*':
                    expression.Append(".*");
                    break;
                case '?':
                    expression.Append('.');
                    break;
                case '\\' when index + 1 < pattern.Length:
                    expression.Append(Regex.Escape(pattern[++index].ToString()));
                    break;
                case '[' when pattern.IndexOf(']', Math.Min(index + 2, pattern.Length)) is > 0 and var end:
                    expression.Append(Class(pattern[(index + 1)..end]));
                    index = end;
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[index].ToString()));
                    break;
            }
        }
        return new Regex(expression.Append(after).ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private static string Class(string inside)
    {
        var negated = inside.StartsWith('!') || inside.StartsWith('^');
        var letters = (negated ? inside[1..] : inside).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal);
        return letters.Length == 0 || Reversed(letters) ? "(?!)" : $"[{(negated ? "^" : "")}{letters}]";
    }

    // A range that runs backwards matches nothing, and is no regular expression.
    private static bool Reversed(string letters)
    {
        for (var index = 1; index + 1 < letters.Length; index++)
            if (letters[index] == '-' && letters[index - 1] > letters[index + 1])
                return true;
        return false;
    }
}
