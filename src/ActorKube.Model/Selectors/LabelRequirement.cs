using System.Collections.Immutable;
using System.Globalization;

namespace ActorKube.Model.Selectors;

/// <summary>One requirement of a selector.</summary>
/// <param name="Key">Label key.</param>
/// <param name="Operator">How the label's value is compared.</param>
/// <param name="Values">Values for In and NotIn (at least one), for Gt and Lt (exactly one whole number), none otherwise.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string> Values)
{
    /// <summary>Reads the three fields of a manifest.</summary>
    /// <exception cref="FormatException">The operator is unknown, or the values don't suit it.</exception>
    public static LabelRequirement From(string key, string @operator, IEnumerable<string>? values)
    {
        if (!Enum.TryParse<LabelOperator>(@operator, out var parsed) || parsed.ToString() != @operator)
            throw new FormatException($"\"{@operator}\" is not a valid label selector operator");
        ImmutableArray<string> list = [.. values ?? []];
        var fault = parsed switch
        {
            LabelOperator.In or LabelOperator.NotIn when list.IsEmpty => "must be specified when `operator` is 'In' or 'NotIn'",
            LabelOperator.Exists or LabelOperator.DoesNotExist when !list.IsEmpty =>
                "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            LabelOperator.Gt or LabelOperator.Lt when list.Length != 1 || !long.TryParse(list[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                "must be one integer when `operator` is 'Gt' or 'Lt'",
            _ => null,
        };
        return fault is null ? new(key, parsed, list) : throw new FormatException(fault);
    }

    /// <summary>True if these labels meet the requirement. NotIn and DoesNotExist hold for a label that is missing.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var exists = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => exists && Values.Contains(value!),
            LabelOperator.NotIn => !exists || !Values.Contains(value!),
            LabelOperator.Exists => exists,
            LabelOperator.DoesNotExist => !exists,
            _ => exists && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Compare(number),
        };
    }

    /// <summary>The form of URLs and command lines.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.In when Values.Length == 1 => $"{Key}={Values[0]}",
        LabelOperator.NotIn when Values.Length == 1 => $"{Key}!={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values)})",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values)})",
        LabelOperator.DoesNotExist => "!" + Key,
        LabelOperator.Exists => Key,
        _ => $"{Key} {(Operator == LabelOperator.Gt ? ">" : "<")} {Values[0]}",
    };

    private bool Compare(long number)
    {
        var bound = long.Parse(Values[0], CultureInfo.InvariantCulture);
        return Operator == LabelOperator.Gt ? number > bound : number < bound;
    }
}
