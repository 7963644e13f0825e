using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ActorKube.Rules.Containers;

/// <summary>
/// Compiles the small scripts that people write in manifests and type at a prompt: commands joined by <c>; &amp;&amp; ||</c> or line ends,
/// <c>while true; do …; done</c>, quotes, <c>$NAME</c>, and <c>&gt;</c> or <c>&gt;&gt;</c> at a command's end. What it can't do it refuses by name, with status 127.
/// </summary>
public sealed class ShellScript
{
    /// <summary>Status of a command that there isn't.</summary>
    internal const int NotFound = 127;

    private const int SyntaxError = 2;

    private readonly ImmutableArray<Instruction>.Builder _program = ImmutableArray.CreateBuilder<Instruction>();
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly List<string> _tokens;
    private bool _isOpen;
    private int _next;

    private ShellScript(string script, IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        (_tokens, _isOpen) = Tokenize(script);
    }

    /// <summary>The instructions of a script.</summary>
    public static ImmutableArray<Instruction> Compile(string script, IReadOnlyDictionary<string, string> environment) =>
        CompilePart(script, environment).Program;

    /// <summary>The instructions of what was read of a script so far, and whether more lines are needed before it can run.</summary>
    internal static (ImmutableArray<Instruction> Program, bool IsOpen) CompilePart(string script, IReadOnlyDictionary<string, string> environment)
    {
        var compiler = new ShellScript(script, environment);
        compiler.List(until: null);
        return (compiler._program.ToImmutable(), compiler._isOpen);
    }

    /// <summary>Commands joined by <c>;</c>, <c>&amp;&amp;</c> and <c>||</c>, up to a closing word.</summary>
    private void List(string? until)
    {
        int? pending = null;
        while (_next < _tokens.Count && _tokens[_next] != until)
        {
            if (_tokens[_next] is ";" or "\n")
            {
                _next++;
                continue;
            }
            One();
            if (pending is { } jump)
                _program[jump] = Aim(_program[jump], _program.Count);
            pending = null;
            if (_next < _tokens.Count && _tokens[_next] is "&&" or "||")
            {
                pending = _program.Count;
                _program.Add(new Instruction.JumpIf(Succeeded: _tokens[_next] == "||", -1));
                _next++;
            }
        }
        if (pending is { } open)
            _program[open] = Aim(_program[open], _program.Count);
        if (until is not null && _next++ >= _tokens.Count)
        {
            _isOpen = true;
            Unsupported($"sh: syntax error: unexpected end of file (expecting \"{until}\")", SyntaxError);
        }
    }

    private void One()
    {
        var words = new List<string>();
        if (_tokens[_next] == "while" && _next + 2 < _tokens.Count && _tokens[_next + 1] is "true" or ":" && _tokens[_next + 2] is ";" or "\n")
        {
            _next += 3;
            while (_next < _tokens.Count && _tokens[_next] == "\n")
                _next++;
            if (_next >= _tokens.Count || _tokens[_next] != "do")
            {
                _isOpen |= _next >= _tokens.Count;
                Unsupported("sh: syntax error: expecting \"do\"", SyntaxError);
                return;
            }
            _next++;
            var begin = _program.Count;
            List("done");
            _program.Add(new Instruction.Jump(begin));
            return;
        }
        while (_next < _tokens.Count && _tokens[_next] is not (";" or "\n" or "&&" or "||"))
            words.Add(_tokens[_next++]);
        var (file, append) = ((string?)null, false);
        if (words.Count >= 3 && words[^2] is ">" or ">>")
        {
            (file, append) = (Expand(words[^1]), words[^2] == ">>");
            words.RemoveRange(words.Count - 2, 2);
        }
        if (words.FirstOrDefault(word => word is "|" or "<" or "<<" or ">" or ">>" or "&" or "(" or ")" or "`") is { } symbol)
            Unsupported($"sh: {symbol}: not supported by the simulated shell", NotFound);
        else if (words.Count > 0)
            Command([.. words.Select(Expand)], file, append);
    }

    private void Command(ImmutableArray<string> words, string? file, bool append) => _program.Add(words[0] switch
    {
        "exit" => new Instruction.Exit(words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code & 0xff : null),
        _ => new Instruction.Run(words, file, append),
    });

    private void Unsupported(string line, int status)
    {
        _program.Add(new Instruction.Print(line, status));
        _program.Add(new Instruction.Exit(null));
    }

    private static Instruction Aim(Instruction jump, int target) => ((Instruction.JumpIf)jump) with { Target = target };

    private string Expand(string word)
    {
        if (word.StartsWith('\''))
            return word[1..];
        var text = word.StartsWith('"') ? word[1..] : word;
        var expanded = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '$' || index + 1 >= text.Length)
            {
                expanded.Append(text[index]);
                continue;
            }
            var braces = text[index + 1] == '{';
            var start = index + (braces ? 2 : 1);
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            if (end == start)
            {
                expanded.Append('$');
                continue;
            }
            expanded.Append(_environment.GetValueOrDefault(text[start..end], ""));
            index = braces && end < text.Length && text[end] == '}' ? end : end - 1;
        }
        return expanded.ToString();
    }

    /// <summary>Words and operators. A word from single quotes begins with one, from double quotes with one of those, so that it expands rightly.</summary>
    private static (List<string> Tokens, bool IsOpen) Tokenize(string script)
    {
        var (tokens, isOpen) = (new List<string>(), false);
        for (var index = 0; index < script.Length;)
        {
            var symbol = script[index];
            if (symbol is ' ' or '\t' or '\r')
                index++;
            else if (symbol == '#')
                index = script.IndexOf('\n', index) is >= 0 and var end ? end : script.Length;
            else if (symbol is ';' or '\n' or '(' or ')' or '`')
                tokens.Add(script[index++].ToString());
            else if (symbol is '&' or '|' or '>' or '<')
            {
                var doubled = index + 1 < script.Length && script[index + 1] == symbol;
                tokens.Add(doubled ? new string(symbol, 2) : symbol.ToString());
                index += doubled ? 2 : 1;
            }
            else if (symbol is '\'' or '"')
            {
                var end = script.IndexOf(symbol, index + 1);
                isOpen |= end < 0;
                end = end < 0 ? script.Length : end;
                tokens.Add(script[index..end]);
                index = end + 1;
            }
            else
            {
                var end = index;
                while (end < script.Length && !" \t\r\n;&|<>()`\"'".Contains(script[end], StringComparison.Ordinal))
                    end++;
                tokens.Add(script[index..end]);
                index = end;
            }
        }
        return (tokens, isOpen);
    }
}
