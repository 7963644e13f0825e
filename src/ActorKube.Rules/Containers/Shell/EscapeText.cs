using System.Text;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Backslash escapes as <c>echo -e</c>, <c>printf</c> and <c>$'…'</c> have them.</summary>
/// <remarks>Source: POSIX.1-2017, printf, with BusyBox's <c>\e</c>.</remarks>
internal static class EscapeText
{
    /// <summary>The letter that stands after a backslash, as what it means; unknown ones keep their backslash.</summary>
    internal static string Letter(char letter) => letter switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'v' => "\v",
        'e' => "\e",
        '0' => "\0",
        '\\' => "\\",
        '\'' => "'",
        '"' => "\"",
        _ => $"\\{letter}",
    };

    /// <summary>All escapes of a text; octal and hexadecimal ones included. <c>\c</c> ends it.</summary>
    internal static string Expand(string text, out bool stops)
    {
        var expanded = new StringBuilder();
        stops = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                expanded.Append(text[index]);
                continue;
            }
            var letter = text[++index];
            if (letter == 'c')
            {
                stops = true;
                break;
            }
            var (radix, start, most) = letter == 'x' ? (16, index + 1, 2) : letter is >= '0' and <= '7' ? (8, letter == '0' ? index + 1 : index, 3) : (0, 0, 0);
            var end = start;
            while (radix > 0 && end < text.Length && end - start < most && (radix == 16 ? char.IsAsciiHexDigit(text[end]) : text[end] is >= '0' and <= '7'))
                end++;
            if (end > start)
            {
                expanded.Append((char)(Convert.ToInt32(text[start..end], radix) & 0xff));
                index = end - 1;
            }
            else
            {
                expanded.Append(Letter(letter));
            }
        }
        return expanded.ToString();
    }
}
