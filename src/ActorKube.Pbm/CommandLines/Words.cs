using System.Text;

namespace ActorKube.Pbm.CommandLines;

/// <summary>The words of an interactive line: blanks separate them, quotes and backslashes keep blanks.</summary>
/// <param name="All">The words.</param>
/// <param name="IsOpen">True if the line ends within a word (or is empty right after one), so that completion continues it.</param>
/// <param name="LastStart">Where the last word begins in the line.</param>
internal sealed record Words(IReadOnlyList<string> All, bool IsOpen, int LastStart)
{
    public static Words Of(string line)
    {
        var (words, word, quote, open, start) = (new List<string>(), new StringBuilder(), '\0', false, line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (!open && !char.IsWhiteSpace(letter))
                (open, start) = (true, i);
            if (quote != '\0' && letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'')
                quote = letter;
            else if (letter == '\\' && quote != '\'' && i + 1 < line.Length)
                word.Append(line[++i]);
            else if (quote == '\0' && char.IsWhiteSpace(letter))
                End();
            else
                word.Append(letter);
        }
        var isOpen = open;
        var last = open ? start : line.Length;
        End();
        return new(words, isOpen, last);

        void End()
        {
            if (open)
                words.Add(word.ToString());
            word.Clear();
            open = false;
        }
    }
}
