using System.Text;

namespace ActorKube.Pbm.Shells;

/// <summary>Edits one line on a terminal: the usual keys, history by the arrows, completion by Tab. A long line scrolls sideways.</summary>
internal sealed class LineEditor(ITerminal terminal, Completer completer)
{
    private readonly History _history = new();
    private readonly StringBuilder _line = new();
    private string _prompt = "";
    private int _promptWidth;
    private int _cursor;

    /// <summary>Reads a line; null at Ctrl-D on an empty line, empty if Ctrl-C gave the line up.</summary>
    /// <param name="prompt">The prompt, with colours.</param>
    /// <param name="promptWidth">Its width on the screen.</param>
    public async Task<string?> ReadLineAsync(string prompt, int promptWidth)
    {
        (_prompt, _promptWidth) = (prompt, promptWidth);
        Set("");
        while (terminal.ReadKey() is { } key)
        {
            switch (key.Key, key.Modifiers.HasFlag(ConsoleModifiers.Control))
            {
                case (ConsoleKey.Enter, _):
                    terminal.Write("\r\n");
                    _history.Add(_line.ToString());
                    return _line.ToString();
                case (ConsoleKey.C, true):
                    terminal.Write("^C\r\n");
                    return "";
                case (ConsoleKey.D, true) when _line.Length == 0:
                    terminal.Write("\r\n");
                    return null;
                case (ConsoleKey.Tab, _):
                    await CompleteAsync();
                    break;
                default:
                    Edit(key);
                    break;
            }
            Redraw();
        }
        return null;
    }

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key.Key, key.Modifiers.HasFlag(ConsoleModifiers.Control))
        {
            case (ConsoleKey.Backspace, _) or (ConsoleKey.H, true): Delete(_cursor - 1, _cursor); break;
            case (ConsoleKey.Delete, _) or (ConsoleKey.D, true): Delete(_cursor, _cursor + 1); break;
            case (ConsoleKey.LeftArrow, true): _cursor = WordStart(); break;
            case (ConsoleKey.LeftArrow, _) or (ConsoleKey.B, true): _cursor = Math.Max(0, _cursor - 1); break;
            case (ConsoleKey.RightArrow, _) or (ConsoleKey.F, true): _cursor = Math.Min(_line.Length, _cursor + 1); break;
            case (ConsoleKey.Home, _) or (ConsoleKey.A, true): _cursor = 0; break;
            case (ConsoleKey.End, _) or (ConsoleKey.E, true): _cursor = _line.Length; break;
            case (ConsoleKey.UpArrow, _) or (ConsoleKey.P, true): Set(_history.Older(_line.ToString())); break;
            case (ConsoleKey.DownArrow, _) or (ConsoleKey.N, true): Set(_history.Newer(_line.ToString())); break;
            case (ConsoleKey.U, true): Delete(0, _cursor); break;
            case (ConsoleKey.K, true): Delete(_cursor, _line.Length); break;
            case (ConsoleKey.W, true): Delete(WordStart(), _cursor); break;
            case (ConsoleKey.L, true): terminal.Write("\e[2J\e[H"); break;
            default:
                if (!char.IsControl(key.KeyChar))
                    Insert(key.KeyChar.ToString());
                break;
        }
    }

    private async Task CompleteAsync()
    {
        var completion = await completer.CompleteAsync(_line.ToString(0, _cursor));
        if (completion.Candidates.Count == 0)
            return;
        var common = CommonPrefix(completion.Candidates);
        var typed = _cursor - completion.Start;
        var isOnly = completion.Candidates.Count == 1;
        if (isOnly || common.Length > typed)
        {
            Delete(completion.Start, _cursor);
            Insert(Quoted(common) + (isOnly && !common.EndsWith('/') ? " " : ""));
        }
        else
        {
            terminal.Write("\r\n" + string.Join("  ", completion.Candidates) + "\r\n");
        }
    }

    private static string Quoted(string text) => text.Any(char.IsWhiteSpace) ? $"\"{text}\"" : text;

    private static string CommonPrefix(IReadOnlyList<string> candidates)
    {
        var length = candidates.Min(candidate => candidate.Length);
        for (var i = 0; i < length; i++)
            if (candidates.Any(candidate => candidate[i] != candidates[0][i]))
                return candidates[0][..i];
        return candidates[0][..length];
    }

    private int WordStart()
    {
        var start = _cursor;
        while (start > 0 && char.IsWhiteSpace(_line[start - 1]))
            start--;
        while (start > 0 && !char.IsWhiteSpace(_line[start - 1]))
            start--;
        return start;
    }

    private void Set(string text)
    {
        _line.Clear().Append(text);
        _cursor = text.Length;
        Redraw();
    }

    private void Insert(string text)
    {
        _line.Insert(_cursor, text);
        _cursor += text.Length;
    }

    private void Delete(int from, int to)
    {
        (from, to) = (Math.Max(0, from), Math.Min(_line.Length, to));
        if (from >= to)
            return;
        _line.Remove(from, to - from);
        _cursor = from;
    }

    private void Redraw()
    {
        var room = Math.Max(1, terminal.Width - _promptWidth - 1);
        var first = Math.Max(0, _cursor - room);
        var visible = _line.ToString(first, Math.Min(room, _line.Length - first));
        var column = _promptWidth + _cursor - first;
        terminal.Write($"\r{_prompt}{visible}\e[K\r" + (column > 0 ? $"\e[{column}C" : ""));
    }
}
