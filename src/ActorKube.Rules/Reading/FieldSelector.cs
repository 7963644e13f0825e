using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Reading;

/// <summary>A selector over the fields that a kind can be selected by: all terms must hold.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/.</remarks>
public sealed class FieldSelector
{
    /// <summary>Selects every object.</summary>
    public static readonly FieldSelector Everything = new(null, []);

    private readonly ResourceKind? _kind;
    private readonly ImmutableArray<Term> _terms;

    private FieldSelector(ResourceKind? kind, ImmutableArray<Term> terms) => (_kind, _terms) = (kind, terms);

    /// <summary>True if there is no term.</summary>
    public bool IsEverything => _terms.IsEmpty;

    /// <summary>The one name that can match, if a term <c>metadata.name=…</c> says so; null if any can.</summary>
    public string? Name => _terms.FirstOrDefault(term => term is { Field: "metadata.name", Equal: true })?.Value;

    /// <summary>Reads <c>field=value,other!=value</c>; <c>\,</c>, <c>\=</c> and <c>\\</c> stand for the character itself. Empty selects everything.</summary>
    /// <param name="kind">The kind whose objects are selected, in the version that the client asked for.</param>
    /// <param name="text">The selector as it stands in a URL, decoded.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="refusal">BadRequest: a term can't be read, or the kind can't be selected by its field.</param>
    public static bool TryParse(
        ResourceKind kind, string? text, [NotNullWhen(true)] out FieldSelector? selector, [NotNullWhen(false)] out Refusal? refusal)
    {
        (selector, refusal) = (null, null);
        var terms = ImmutableArray.CreateBuilder<Term>();
        foreach (var part in SplitTerms(text ?? ""))
        {
            if (!TryParseTerm(part, out var term))
            {
                refusal = new(RefusalReason.BadRequest, $"invalid field selector: '{text}'; can't understand '{part}'");
                return false;
            }
            if (!SelectableFields.Has(kind, term.Field))
            {
                refusal = new(RefusalReason.BadRequest, $"field label not supported: {term.Field}");
                return false;
            }
            terms.Add(term);
        }
        selector = terms.Count == 0 ? Everything : new(kind, terms.DrainToImmutable());
        return true;
    }

    /// <summary>True if the object is selected.</summary>
    public bool Matches(ApiObject value)
    {
        foreach (var term in _terms)
            if (SelectableFields.Text(_kind!, value, term.Field) == term.Value != term.Equal)
                return false;
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Join(',', _terms.Select(term => $"{term.Field}{(term.Equal ? "=" : "!=")}{Escape(term.Value)}"));

    private static IEnumerable<string> SplitTerms(string text)
    {
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && text[index] == '\\')
            {
                index++;
            }
            else if (index == text.Length || text[index] == ',')
            {
                if (index > start)
                    yield return text[start..index];
                start = index + 1;
            }
        }
        if (start < text.Length)
            yield return text[start..];
    }

    private static bool TryParseTerm(string part, [NotNullWhen(true)] out Term? term)
    {
        term = null;
        var sign = part.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
            return false;
        var equal = part[sign - 1] != '!';
        var field = (equal ? part[..sign] : part[..(sign - 1)]).Trim();
        var rest = part[(sign + 1)..];
        if (equal && rest.StartsWith('='))
            rest = rest[1..];
        if (field.Length == 0 || Unescape(rest) is not { } value)
            return false;
        term = new(field, equal, value);
        return true;
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);

    // Null if an escape is none, or a character stands alone that must be escaped.
    private static string? Unescape(string text)
    {
        var value = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '=')
                return null;
            if (text[index] == '\\' && (++index == text.Length || text[index] is not ('\\' or ',' or '=')))
                return null;
            value.Append(text[index]);
        }
        return value.ToString();
    }

    private sealed record Term(string Field, bool Equal, string Value);
}
