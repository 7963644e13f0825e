using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Shell;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>[[ … ]]</c>: conditions joined by <c>&amp;&amp;</c>, <c>||</c>, <c>!</c> and parentheses; <c>==</c> takes a pattern, <c>=~</c> a regular expression.</summary>
internal sealed class ConditionCommand
{
    private readonly ImmutableArray<string> _words;
    private readonly ProcessContext _context;
    private int _at;
    private bool _isWrong;

    private ConditionCommand(ImmutableArray<string> words, ProcessContext context) => (_words, _context) = (words, context);

    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ShellRun run)
    {
        var condition = new ConditionCommand(words[1..^1], run.Context);
        var holds = condition.Or();
        if (condition._isWrong || condition._at < condition._words.Length)
            return run.Complain($"{string.Join(' ', words[1..^1])}: not supported by the simulated shell", 2);
        return ShellBuiltins.End(run, holds ? 0 : 1);
    }

    private bool Or()
    {
        var holds = And();
        while (Take("||"))
            holds |= And();
        return holds;
    }

    private bool And()
    {
        var holds = One();
        while (Take("&&"))
            holds &= One();
        return holds;
    }

    private bool One()
    {
        if (Take("!"))
            return !One();
        if (Take("("))
        {
            var inner = Or();
            _isWrong |= !Take(")");
            return inner;
        }
        var rest = _words[_at..];
        if (rest is [var left, "==" or "=" or "!=" or "=~" or "<" or ">", var right, ..])
        {
            _at += 3;
            return rest[1] switch
            {
                "!=" => !ShellPattern.Matches(right, left),
                "=~" => TryMatch(left, right),
                "<" => string.CompareOrdinal(left, right) < 0,
                ">" => string.CompareOrdinal(left, right) > 0,
                _ => ShellPattern.Matches(right, left),
            };
        }
        var length = rest.TakeWhile(word => word is not ("&&" or "||" or ")")).Count();
        _at += length;
        var holds = TestCommand.Holds(rest[..length], _context);
        _isWrong |= holds is null;
        return holds == true;
    }

    private bool TryMatch(string text, string expression)
    {
        try
        {
            return Regex.IsMatch(text, expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            _isWrong = true;
            return false;
        }
    }

    private bool Take(string word)
    {
        if (_at >= _words.Length || _words[_at] != word)
            return false;
        _at++;
        return true;
    }
}
