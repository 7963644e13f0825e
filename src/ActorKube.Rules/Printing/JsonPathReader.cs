using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ActorKube.Rules.Printing;

/// <summary>Reads the text of a <see cref="JsonPath"/> from left to right; whatever it doesn't know makes the whole path unreadable.</summary>
internal sealed class JsonPathReader(string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    /// <summary>How many conditions a path may have: those within one another take stack.</summary>
    private const int MostConditions = 8;

    private int _at;
    private int _conditions;

    private bool AtEnd => _at >= text.Length;

    internal JsonPath? ReadWhole() => ReadPath() is { } path && AtEnd ? path : null;

    private JsonPath? ReadPath()
    {
        Skip("$");
        var steps = ImmutableArray.CreateBuilder<IJsonPathStep>();
        while (!AtEnd && text[_at] is '.' or '[')
        {
            if ((text[_at] == '.' ? ReadField() : ReadBracket()) is not { } step)
                return null;
            steps.Add(step);
        }
        return steps.Count == 0 ? null : new(steps.DrainToImmutable());
    }

    private IJsonPathStep? ReadField()
    {
        _at++;
        if (Skip("*"))
            return new ToEach();
        var name = new StringBuilder();
        while (!AtEnd && text[_at] is not ('.' or '[' or ']' or '(' or ')' or '=' or '!' or '<' or '>' or ' ' or '\'' or '"' or ','))
        {
            if (text[_at] == '\\' && ++_at == text.Length)
                return null;
            name.Append(text[_at++]);
        }
        return name.Length == 0 ? null : new ToField(name.ToString());
    }

    private IJsonPathStep? ReadBracket()
    {
        _at++;
        IJsonPathStep? step = Skip("?(") ? ReadCondition()
            : Skip("*") ? new ToEach()
            : !AtEnd && text[_at] is '\'' or '"' ? ReadQuoted() is { } name ? new ToField(name) : null
            : ReadItems();
        return step is not null && Skip("]") ? step : null;
    }

    private ToItems? ReadItems()
    {
        var end = text.IndexOf(']', _at);
        if (end < 0)
            return null;
        var bounds = text[_at..end].Split(':');
        _at = end;
        if (bounds.Length > 2)
            return null;
        int? from = Index(bounds[0]);
        if (bounds.Length == 1)
            return from is { } index ? new(index, index == -1 ? null : index + 1) : null;
        int? until = Index(bounds[1]);
        return (from is null && bounds[0].Length > 0) || (until is null && bounds[1].Length > 0) ? null : new(from ?? 0, until);
    }

    private ToThose? ReadCondition()
    {
        if (++_conditions > MostConditions || ReadOperand() is not { } left)
            return null;
        Skip(" ");
        if (Skip(")"))
            return left.Path is null ? null : new(left, "", null);
        var found = Operators.FirstOrDefault(Skip);
        Skip(" ");
        if (found is null || ReadOperand() is not { } right)
            return null;
        Skip(" ");
        return Skip(")") ? new(left, found, right) : null;
    }

    private JsonPathOperand? ReadOperand()
    {
        if (Skip("@"))
            return ReadPath() is { } path ? new(path, "") : null;
        if (!AtEnd && text[_at] is '\'' or '"')
            return ReadQuoted() is { } quoted ? new(null, quoted) : null;
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' or '-' or '+'))
            _at++;
        return _at == start ? null : new(null, text[start.._at]);
    }

    private string? ReadQuoted()
    {
        var end = text.IndexOf(text[_at], _at + 1);
        if (end < 0)
            return null;
        var quoted = text[(_at + 1)..end];
        _at = end + 1;
        return quoted;
    }

    private bool Skip(string part)
    {
        var isThere = string.CompareOrdinal(text, _at, part, 0, part.Length) == 0;
        if (isThere)
            _at += part.Length;
        return isThere;
    }

    private static int? Index(string digits) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && Math.Abs((long)index) < int.MaxValue ? index : null;
}
