using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>Reads typed values of a query, and remembers the first that can't be read.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    internal Refusal? Fault { get; private set; }

    /// <summary>A whole number; null if it is not set.</summary>
    internal long? Number(string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        Fault ??= new(RefusalReason.BadRequest, $"{name}: \"{text}\" is not a whole number");
        return null;
    }

    /// <summary>A truth value as Go reads it; null if it is not set. Set without a value it is true.</summary>
    internal bool? Flag(string name)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        switch (values.ToString())
        {
            case "" or "1" or "t" or "T" or "true" or "TRUE" or "True":
                return true;
            case "0" or "f" or "F" or "false" or "FALSE" or "False":
                return false;
            default:
                Fault ??= new(RefusalReason.BadRequest, $"{name}: \"{values}\" is neither true nor false");
                return null;
        }
    }

    /// <summary>A resourceVersion; null if it is not set.</summary>
    internal Revision? Revision(string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return null;
        if (Model.Objects.Revision.TryParse(text, out var revision))
            return revision;
        Fault ??= new(RefusalReason.BadRequest, $"invalid resource version \"{text}\": it must be a whole number that the server gave");
        return null;
    }
}
