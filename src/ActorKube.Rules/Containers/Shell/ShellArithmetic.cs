using System.Globalization;

namespace ActorKube.Rules.Containers.Shell;

/// <summary>The arithmetic of <c>$((…))</c>: C's operators on 64-bit integers, and variables by their names.</summary>
/// <remarks>Source: POSIX.1-2017, Shell Command Language, 2.6.4.</remarks>
internal sealed class ShellArithmetic
{
    /// <summary>Parentheses and variables in variables, so that no expression exhausts the stack.</summary>
    private const int Deepest = 100;

    // Weakest first; all associate to the left.
    private static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<=", ">=", "<", ">"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"],
    ];

    private static readonly string[] Assignments = ["<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "="];

    private readonly string _text;
    private readonly ShellState _state;
    private readonly int _depth;
    private int _at;

    private ShellArithmetic(string text, ShellState state, int depth) => (_text, _state, _depth) = (text, state, depth);

    /// <summary>The value, or why there is none.</summary>
    internal static (long Value, string? Fault) Evaluate(string text, ShellState state) => Evaluate(text, state, 0);

    private static (long Value, string? Fault) Evaluate(string text, ShellState state, int depth)
    {
        var reader = new ShellArithmetic(text, state, depth);
        try
        {
            if (text.Trim().Length == 0)
                return (0, null);
            var value = reader.Comma();
            reader.Skip();
            return reader._at == text.Length ? (value, null) : (0, "arithmetic syntax error");
        }
        catch (ArithmeticFault fault)
        {
            return (0, fault.Message);
        }
    }

    private long Comma()
    {
        var value = Assigned(0);
        while (Take(","))
            value = Assigned(0);
        return value;
    }

    private long Assigned(int depth)
    {
        if (depth + _depth > Deepest)
            throw new ArithmeticFault("expression recursion loop detected");
        var before = _at;
        if (Name() is { Length: > 0 } name && Assignments.FirstOrDefault(TakeAssignment) is { } symbol)
        {
            var right = Assigned(depth + 1);
            return Store(name, symbol == "=" ? right : Apply(symbol[..^1], Value(name), right));
        }
        _at = before;
        var condition = Binary(0, depth + 1);
        if (!Take("?"))
            return condition;
        var then = Assigned(depth + 1);
        if (!Take(":"))
            throw new ArithmeticFault("arithmetic syntax error");
        var otherwise = Assigned(depth + 1);
        return condition != 0 ? then : otherwise;
    }

    private long Binary(int level, int depth)
    {
        if (level == Levels.Length)
            return Unary(depth);
        var left = Binary(level + 1, depth);
        while (Levels[level].FirstOrDefault(TakeOperator) is { } symbol)
            left = Apply(symbol, left, Binary(level + 1, depth));
        return left;
    }

    private long Unary(int depth)
    {
        if (depth + _depth > Deepest)
            throw new ArithmeticFault("expression recursion loop detected");
        if (Take("++"))
            return Step(Name(), 1, after: true);
        if (Take("--"))
            return Step(Name(), -1, after: true);
        if (Take("!"))
            return Unary(depth + 1) == 0 ? 1 : 0;
        if (Take("~"))
            return ~Unary(depth + 1);
        if (Take("-"))
            return -Unary(depth + 1);
        if (Take("+"))
            return Unary(depth + 1);
        if (Take("("))
        {
            var value = Assigned(depth + 1);
            return Take(")") ? value : throw new ArithmeticFault("arithmetic syntax error");
        }
        Skip();
        if (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            return Number();
        var name = Name();
        if (name.Length == 0)
            throw new ArithmeticFault("arithmetic syntax error");
        return Take("++") ? Step(name, 1, after: false) : Take("--") ? Step(name, -1, after: false) : Value(name);
    }

    private long Step(string name, long by, bool after)
    {
        if (name.Length == 0)
            throw new ArithmeticFault("arithmetic syntax error");
        var before = Value(name);
        return Store(name, before + by) is var stepped && after ? stepped : before;
    }

    private long Store(string name, long value) =>
        _state.Set(name, value.ToString(CultureInfo.InvariantCulture)) ? value : throw new ArithmeticFault($"{name}: is read only");

    private long Value(string name)
    {
        if (_state.Find(name) is not { Length: > 0 } text)
            return 0;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        var (value, fault) = Evaluate(text, _state, _depth + 10);
        return fault is null ? value : throw new ArithmeticFault(fault);
    }

    private static long Apply(string symbol, long left, long right) => symbol switch
    {
        "||" => left != 0 || right != 0 ? 1 : 0,
        "&&" => left != 0 && right != 0 ? 1 : 0,
        "|" => left | right,
        "^" => left ^ right,
        "&" => left & right,
        "==" => left == right ? 1 : 0,
        "!=" => left != right ? 1 : 0,
        "<=" => left <= right ? 1 : 0,
        ">=" => left >= right ? 1 : 0,
        "<" => left < right ? 1 : 0,
        ">" => left > right ? 1 : 0,
        "<<" => left << (int)right,
        ">>" => left >> (int)right,
        "+" => unchecked(left + right),
        "-" => unchecked(left - right),
        "*" => unchecked(left * right),
        _ when right == 0 => throw new ArithmeticFault("divide by zero"),
        // The one quotient that doesn't fit.
        _ when right == -1 => symbol == "/" ? unchecked(-left) : 0,
        "/" => left / right,
        _ => left % right,
    };

    private long Number()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetterOrDigit(_text[end]))
            end++;
        var digits = _text[_at..end];
        _at = end;
        var (radix, rest) = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? (16, digits[2..]) : digits is ['0', _, ..] ? (8, digits[1..]) : (10, digits);
        var value = 0L;
        foreach (var letter in rest)
        {
            var digit = char.IsAsciiHexDigit(letter) ? Convert.ToInt32(letter.ToString(), 16) : radix;
            if (digit >= radix)
                throw new ArithmeticFault("arithmetic syntax error");
            value = unchecked((value * radix) + digit);
        }
        return value;
    }

    private string Name()
    {
        Skip();
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetter(_text[end]) || _text[end] == '_' || (end > _at && char.IsAsciiDigit(_text[end]))))
            end++;
        var name = _text[_at..end];
        _at = end;
        return name;
    }

    private bool Take(string symbol)
    {
        Skip();
        if (!_text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
            return false;
        _at += symbol.Length;
        return true;
    }

    // "a = b" assigns, "a == b" compares.
    private bool TakeAssignment(string symbol)
    {
        Skip();
        return !(symbol == "=" && _text.AsSpan(_at).StartsWith("==", StringComparison.Ordinal)) && Take(symbol);
    }

    // "a | b" is not the beginning of "a || b", nor "a < b" of "a << b".
    private bool TakeOperator(string symbol)
    {
        Skip();
        var rest = _text.AsSpan(_at);
        if (symbol is "|" or "&" or "<" or ">" && rest.Length > 1 && rest[0] == symbol[0] && rest[1] == symbol[0])
            return false;
        return Take(symbol);
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private sealed class ArithmeticFault(string message) : Exception(message);
}
