using System.Collections.Immutable;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>A path into objects of a schema: names behind dots, or in quotes and brackets.</summary>
/// <param name="Steps">The names, from the top.</param>
/// <param name="Schema">The schema at its end.</param>
/// <param name="Fault">What is wrong with it; null if nothing.</param>
internal readonly record struct SchemaPath(ImmutableArray<string> Steps, Field Schema, string? Fault)
{
    private const string Ended = "unexpected end of JSON path";
    private const string Astray = "does not refer to a valid field";

    internal static SchemaPath Find(string text, Field schema, bool brackets)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        var tokens = new Queue<string>(Tokens(text));
        while (tokens.TryDequeue(out var token))
        {
            if (token is not ("." or "["))
                return Wrong($"expected [ or . but got: {token}");
            if (token == "[" && !brackets)
                return Wrong("array notation is not allowed");
            if (!tokens.TryDequeue(out var name))
                return Wrong(Ended);
            if (token == "[")
            {
                if (Unquoted(name) is not { } inner)
                    return Wrong($"expected single quoted string but got {name}");
                name = inner;
            }
            if (Step(schema, name) is not { } next)
                return Wrong(Astray);
            schema = next;
            steps.Add(name);
            if (token == "[" && (!tokens.TryDequeue(out var closing) || closing != "]"))
                return Wrong(closing is null ? Ended : $"expected ] but got {closing}");
        }
        return new(steps.ToImmutable(), schema, null);

        static SchemaPath Wrong(string fault) => new([], default, fault);
    }

    private static Field? Step(Field schema, string name)
    {
        if (schema["properties"].Count > 0)
            return schema["properties"].Key(name) is { IsSet: true } property ? property : null;
        return schema["additionalProperties"] is { IsSet: true } values ? values : null;
    }

    private static string? Unquoted(string token) =>
        token.Length >= 2 && token[0] == '\'' && token[^1] == '\'' ? token[1..^1].Replace("\\'", "'", StringComparison.Ordinal) : null;

    // Dots and brackets stand alone, but within quotes.
    private static IEnumerable<string> Tokens(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (text[start] == '\'')
            {
                while (end < text.Length && (text[end] != '\'' || text[end - 1] == '\\'))
                    end++;
                end = Math.Min(end + 1, text.Length);
            }
            else if (text[start] is not ('.' or '[' or ']'))
            {
                while (end < text.Length && text[end] is not ('.' or '[' or ']'))
                    end++;
            }
            yield return text[start..end];
            start = end;
        }
    }
}
