using System.Globalization;
using System.Text;

namespace ActorKube.Model.Refusals;

/// <summary>Texts as upstream's messages quote them.</summary>
public static class QuotedText
{
    /// <summary>As Go quotes a text with <c>%q</c>: in double quotes, which are escaped within, as are control characters.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append("\\x").Append(((int)character).ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }
        return quoted.Append('"').ToString();
    }
}
