using System.Collections.Immutable;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Reads words, operators and redirections of a script, one after the other. What is within a word is read by <see cref="WordReader"/>.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.2, 2.3 and 2.7.</remarks>
internal sealed class ShellLexer(string text, int depth = 0)
{
    /// <summary>Commands in commands, so that no script exhausts the stack.</summary>
    private const int Deepest = 200;

    private static readonly string[] Operators = ["&&", "||", ";;", "&", ";", "|", "(", ")", "\n"];

    private int _at;
    private int _hereEnd = -1;
    private int _depth = depth;

    /// <summary>True if nothing but blanks and comments is left.</summary>
    internal bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _at >= text.Length;
        }
    }

    /// <summary>The operator that comes next, a line's end included; null if a word, a redirection or nothing does.</summary>
    internal string? Peek => AtEnd || IsRedirection ? null : Operators.FirstOrDefault(symbol => text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal));

    /// <summary>True if a word comes next.</summary>
    internal bool IsWord => !AtEnd && !IsRedirection && Peek is null;

    /// <summary>True if a redirection comes next.</summary>
    internal bool IsRedirection => !AtEnd && (text[_at] is '<' or '>' || text.AsSpan(_at).StartsWith("&>")
        || char.IsAsciiDigit(text[_at]) && _at + 1 < text.Length && text[_at + 1] is '<' or '>');

    /// <summary>The word that comes next, if it has neither quotes nor expansions, as reserved words have none; null otherwise. It stays.</summary>
    internal string? PeekBare
    {
        get
        {
            if (!IsWord)
                return null;
            var end = _at;
            while (end < text.Length && !" \t\r\n;&|<>()".Contains(text[end], StringComparison.Ordinal))
            {
                if ("'\"\\$`".Contains(text[end++], StringComparison.Ordinal))
                    return null;
            }
            return text[_at..end];
        }
    }

    /// <summary>How deep what is read is nested.</summary>
    internal int Depth => _depth;

    /// <summary>Goes down a level of nesting.</summary>
    internal void Descend()
    {
        if (++_depth > Deepest)
            throw new ShellSyntaxException("commands are nested too deeply");
    }

    /// <summary>Comes up again.</summary>
    internal void Ascend() => _depth--;

    /// <summary>The operator that comes next.</summary>
    internal string Next()
    {
        var symbol = Peek!;
        _at += symbol.Length;
        // What follows the line is the text of its here-documents.
        if (symbol == "\n" && _hereEnd >= 0)
            (_at, _hereEnd) = (_hereEnd, -1);
        return symbol;
    }

    /// <summary>Takes an operator, if it comes next.</summary>
    internal bool Take(string symbol)
    {
        if (Peek != symbol)
            return false;
        Next();
        return true;
    }

    /// <summary>Passes over the ends of lines.</summary>
    internal void SkipLines()
    {
        while (Take("\n"))
        {
        }
    }

    /// <summary>The word that comes next.</summary>
    internal ShellWord TakeWord()
    {
        SkipBlanks();
        var reader = new WordReader(text, _at, this);
        var word = reader.Word();
        _at = reader.At;
        return word;
    }

    /// <summary>A script within a word, up to its parenthesis.</summary>
    internal (ShellNode Script, int End) Substitution(int start)
    {
        var outer = _at;
        _at = start;
        var script = new ShellParser(this).List();
        if (!Take(")"))
            throw new ShellSyntaxException(AtEnd ? "unexpected end of file (expecting \")\")" : $"unexpected \"{Peek}\" (expecting \")\")", AtEnd);
        (var end, _at) = (_at, outer);
        return (script, end);
    }

    /// <summary>The redirection that comes next.</summary>
    internal Redirection TakeRedirection()
    {
        var number = char.IsAsciiDigit(text[_at]) ? text[_at++] - '0' : -1;
        if (text[_at] == '&')
        {
            _at += 2;
            return new(1, RedirectionKind.WriteBoth, Operand());
        }
        var isInput = text[_at++] == '<';
        number = number >= 0 ? number : isInput ? 0 : 1;
        if (number > 2)
            throw new ShellSyntaxException($"stream {number} is not supported by the simulated shell: use 0, 1 or 2");
        if (TakeSymbol('&'))
            return new(number, RedirectionKind.Duplicate, Operand());
        if (isInput && TakeSymbol('<'))
            return new(number, RedirectionKind.Here, Here(strip: TakeSymbol('-')));
        if (isInput)
            return new(number, RedirectionKind.Read, Operand());
        if (TakeSymbol('>'))
            return new(number, RedirectionKind.Append, Operand());
        TakeSymbol('|');
        return new(number, RedirectionKind.Write, Operand());
    }

    /// <summary>The expression of <c>((…))</c>, if that comes next; null otherwise.</summary>
    internal ShellWord? TakeCalculation()
    {
        if (AtEnd || !text.AsSpan(_at).StartsWith("((", StringComparison.Ordinal) || WordReader.EndOfCalculation(text, _at + 2) is not { } end)
            return null;
        var expression = text[(_at + 2)..end];
        _at = end + 2;
        return new WordReader(expression, 0, new ShellLexer(expression, _depth)).Quoted();
    }

    /// <summary>The words of <c>[[ … ]]</c>, in which operators are words.</summary>
    internal void TakeCondition(ImmutableArray<ShellWord>.Builder words)
    {
        while (words[^1].Bare != "]]")
        {
            SkipBlanks();
            if (_at >= text.Length)
                throw new ShellSyntaxException("unexpected end of file (expecting \"]]\")", isOpen: true);
            var symbol = Operators.Concat(["<", ">"]).FirstOrDefault(each => text.AsSpan(_at).StartsWith(each, StringComparison.Ordinal));
            if (symbol is null)
            {
                words.Add(TakeWord());
                continue;
            }
            _at += symbol.Length;
            if (symbol != "\n")
                words.Add(new([new WordPart.Literal(symbol, IsQuoted: false)]));
        }
    }

    /// <summary>True for what may be a variable.</summary>
    internal static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>Name and value of <c>NAME=VALUE</c>; null if the word is none.</summary>
    internal static (string Name, ShellWord Value)? Assignment(ShellWord word)
    {
        if (word.Parts is not [WordPart.Literal { IsQuoted: false } first, .. var rest] || first.Text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals)
            || !IsName(first.Text[..equals]))
        {
            return null;
        }
        var value = first.Text[(equals + 1)..];
        return (first.Text[..equals], new([.. value.Length > 0 ? [new WordPart.Literal(value, IsQuoted: false)] : Array.Empty<WordPart>(), .. rest]));
    }

    private ShellWord Operand()
    {
        if (IsWord)
            return TakeWord();
        throw new ShellSyntaxException(AtEnd ? "unexpected end of file" : "unexpected redirection", AtEnd);
    }

    private bool TakeSymbol(char symbol)
    {
        if (_at >= text.Length || text[_at] != symbol)
            return false;
        _at++;
        return true;
    }

    /// <summary>The text between the next line and its closing word.</summary>
    private ShellWord Here(bool strip)
    {
        var delimiter = Operand();
        var end = string.Concat(delimiter.Parts.OfType<WordPart.Literal>().Select(part => part.Text));
        var begin = _hereEnd >= 0 ? _hereEnd : text.IndexOf('\n', _at) + 1;
        if (begin == 0)
            throw new ShellSyntaxException("unexpected end of file", isOpen: true);
        var body = new System.Text.StringBuilder();
        for (var line = begin; ; )
        {
            if (line >= text.Length)
                throw new ShellSyntaxException("unexpected end of file", isOpen: true);
            var stop = text.IndexOf('\n', line) is >= 0 and var found ? found : text.Length;
            var content = strip ? text[line..stop].TrimStart('\t') : text[line..stop];
            line = Math.Min(text.Length, stop + 1);
            if (content == end)
            {
                _hereEnd = line;
                break;
            }
            body.Append(content).Append('\n');
        }
        return delimiter.Bare is null ? ShellWord.Of(body.ToString()) : new WordReader(body.ToString(), 0, new ShellLexer(body.ToString(), _depth)).Quoted();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r')
                _at++;
            else if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] == '\n')
                _at += 2;
            else if (text[_at] == '#' && (_at == 0 || text[_at - 1] is ' ' or '\t' or '\n' or '\r' or ';' or '(' or ')' or '&' or '|'))
                _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
            else
                return;
        }
    }
}
