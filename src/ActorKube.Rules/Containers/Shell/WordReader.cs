using System.Collections.Immutable;
using System.Text;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>Reads one word: quotes, and what a dollar sign begins.</summary>
/// <param name="text">The script.</param>
/// <param name="at">Where the word begins.</param>
/// <param name="lexer">Reads scripts within the word.</param>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.2 and 2.6.</remarks>
internal sealed class WordReader(string text, int at, ShellLexer lexer)
{
    private static readonly string[] ParameterOperators = [":-", ":=", ":+", ":?", "%%", "##", "//", "-", "=", "+", "?", "%", "#", "/", ":"];

    private readonly ImmutableArray<WordPart>.Builder _parts = ImmutableArray.CreateBuilder<WordPart>();
    private readonly StringBuilder _literal = new();

    /// <summary>Where the word ends.</summary>
    internal int At => at;

    /// <summary>A word of a command, up to a blank or an operator.</summary>
    internal ShellWord Word() => Read(static symbol => symbol is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')');

    /// <summary>All of the text as if it stood in double quotes, in which a double quote is nothing special: a here-document.</summary>
    internal ShellWord Quoted()
    {
        ReadQuoted(static _ => false);
        Flush(isQuoted: true);
        return new(_parts.ToImmutable());
    }

    private ShellWord Read(Func<char, bool> ends)
    {
        while (at < text.Length && !ends(text[at]))
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length:
                    Flush(isQuoted: false);
                    if (text[at + 1] != '\n')
                        _parts.Add(new WordPart.Literal(text[at + 1].ToString(), IsQuoted: true));
                    at += 2;
                    break;
                case '\'':
                    Flush(isQuoted: false);
                    var end = text.IndexOf('\'', at + 1);
                    if (end < 0)
                        throw Unterminated();
                    _parts.Add(new WordPart.Literal(text[(at + 1)..end], IsQuoted: true));
                    at = end + 1;
                    break;
                case '"':
                    Flush(isQuoted: false);
                    at++;
                    var before = _parts.Count;
                    ReadQuoted(static symbol => symbol == '"');
                    if (at++ >= text.Length)
                        throw Unterminated();
                    if (_literal.Length > 0 || _parts.Count == before)
                        Flush(isQuoted: true, evenIfEmpty: true);
                    break;
                case '$' when at + 1 < text.Length && text[at + 1] == '\'':
                    Flush(isQuoted: false);
                    at += 2;
                    ReadEscaped();
                    break;
                default:
                    if (!TryExpansion(isQuoted: false))
                        _literal.Append(text[at++]);
                    break;
            }
        }
        Flush(isQuoted: false);
        return new(_parts.ToImmutable());
    }

    private void ReadQuoted(Func<char, bool> ends)
    {
        while (at < text.Length && !ends(text[at]))
        {
            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] is '$' or '`' or '\\' or '\n' || ends(text[at + 1])))
            {
                if (text[at + 1] != '\n')
                    _literal.Append(text[at + 1]);
                at += 2;
            }
            else if (!TryExpansion(isQuoted: true))
            {
                _literal.Append(text[at++]);
            }
        }
    }

    /// <summary><c>$'…'</c>, with the escapes of C.</summary>
    private void ReadEscaped()
    {
        while (at < text.Length && text[at] != '\'')
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                _literal.Append(EscapeText.Letter(text[++at]));
            else
                _literal.Append(text[at]);
            at++;
        }
        if (at++ >= text.Length)
            throw Unterminated();
        Flush(isQuoted: true, evenIfEmpty: true);
    }

    /// <summary>Reads what a dollar sign or a backquote begins; false if it begins nothing.</summary>
    private bool TryExpansion(bool isQuoted)
    {
        if (text[at] == '`')
        {
            Flush(isQuoted);
            Backquoted(isQuoted);
            return true;
        }
        if (text[at] != '$' || at + 1 >= text.Length)
            return false;
        var next = text[at + 1];
        if (next == '(')
        {
            Flush(isQuoted);
            if (at + 2 < text.Length && text[at + 2] == '(')
            {
                Arithmetic(isQuoted);
                return true;
            }
            lexer.Descend();
            (var script, at) = lexer.Substitution(at + 2);
            lexer.Ascend();
            _parts.Add(new WordPart.Substitution(script, isQuoted));
            return true;
        }
        if (next == '{')
        {
            Flush(isQuoted);
            at += 2;
            Braced(isQuoted);
            return true;
        }
        if (NameAt(at + 1) is not { Length: > 0 } name)
            return false;
        Flush(isQuoted);
        at += 1 + name.Length;
        _parts.Add(new WordPart.Parameter(name, "", ShellWord.Empty, isQuoted));
        return true;
    }

    private void Braced(bool isQuoted)
    {
        var isLength = at + 1 < text.Length && text[at] == '#' && text[at + 1] != '}' && NameAt(at + 1).Length > 0;
        at += isLength ? 1 : 0;
        var name = BracedName();
        at += name.Length;
        var (symbol, word) = (isLength ? "length" : "", ShellWord.Empty);
        if (!isLength && at < text.Length && text[at] != '}')
        {
            symbol = ParameterOperators.FirstOrDefault(each => text.AsSpan(at).StartsWith(each, StringComparison.Ordinal)) ?? throw new ShellSyntaxException("bad substitution");
            lexer.Descend();
            var inner = new WordReader(text, at + symbol.Length, lexer);
            word = inner.Read(static letter => letter == '}');
            at = inner.At;
            lexer.Ascend();
        }
        if (at >= text.Length)
            throw Unterminated();
        if (name.Length == 0 || text[at] != '}')
            throw new ShellSyntaxException("bad substitution");
        at++;
        _parts.Add(new WordPart.Parameter(name, symbol, word, isQuoted));
    }

    private void Arithmetic(bool isQuoted)
    {
        var begin = at + 3;
        if (EndOfCalculation(text, begin) is not { } end)
            throw new ShellSyntaxException("unexpected end of file (expecting \"))\")", isOpen: true);
        lexer.Descend();
        var expression = text[begin..end];
        _parts.Add(new WordPart.Arithmetic(new WordReader(expression, 0, new ShellLexer(expression, lexer.Depth)).Quoted(), isQuoted));
        lexer.Ascend();
        at = end + 2;
    }

    /// <summary>Where an expression's closing <c>))</c> is; null if it has none.</summary>
    internal static int? EndOfCalculation(string text, int begin)
    {
        var depth = 0;
        for (var end = begin; end + 1 < text.Length; end++)
        {
            if (text[end] == '(')
                depth++;
            else if (text[end] == ')' && depth-- == 0)
                return text[end + 1] == ')' ? end : null;
        }
        return null;
    }

    private void Backquoted(bool isQuoted)
    {
        var script = new StringBuilder();
        for (at++; at < text.Length && text[at] != '`'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] is '`' or '\\' or '$' || (isQuoted && text[at + 1] == '"')))
                at++;
            script.Append(text[at]);
        }
        if (at++ >= text.Length)
            throw new ShellSyntaxException("unexpected end of file (expecting \"`\")", isOpen: true);
        lexer.Descend();
        _parts.Add(new WordPart.Substitution(new ShellParser(new ShellLexer(script.ToString(), lexer.Depth)).Script(), isQuoted));
        lexer.Ascend();
    }

    private string NameAt(int start)
    {
        if (start >= text.Length)
            return "";
        if (char.IsAsciiDigit(text[start]) || "@*#?-$!".Contains(text[start], StringComparison.Ordinal))
            return text[start].ToString();
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        return text[start..end];
    }

    // Within braces a number may have several digits.
    private string BracedName()
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end > at ? text[at..end] : NameAt(at);
    }

    private void Flush(bool isQuoted, bool evenIfEmpty = false)
    {
        if (_literal.Length > 0 || evenIfEmpty)
            _parts.Add(new WordPart.Literal(_literal.ToString(), isQuoted));
        _literal.Clear();
    }

    private static ShellSyntaxException Unterminated() => new("unterminated quoted string", isOpen: true);
}
