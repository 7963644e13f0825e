using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Model.Refusals;

/// <summary>A no, as a value: what a Kubernetes API server would answer as a Status. The message is whole and in upstream's words.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">One line for a person.</param>
public sealed record Refusal(RefusalReason Reason, string Message)
{
    /// <summary>Everything that is wrong with the object, for <see cref="RefusalReason.Invalid"/>.</summary>
    public ImmutableArray<FieldFault> Faults { get; init; } = [];

    /// <summary>The HTTP status code of the reason.</summary>
    public int Code => Reason switch
    {
        RefusalReason.BadRequest => 400,
        RefusalReason.Unauthorized => 401,
        RefusalReason.Forbidden => 403,
        RefusalReason.NotFound => 404,
        RefusalReason.MethodNotAllowed => 405,
        RefusalReason.NotAcceptable => 406,
        RefusalReason.AlreadyExists or RefusalReason.Conflict => 409,
        RefusalReason.Expired => 410,
        RefusalReason.RequestEntityTooLarge => 413,
        RefusalReason.UnsupportedMediaType => 415,
        RefusalReason.Invalid => 422,
        RefusalReason.TooManyRequests => 429,
        RefusalReason.InternalError => 500,
        RefusalReason.ServiceUnavailable => 503,
        _ => 504,
    };

    /// <summary><c>pods "x" not found</c>.</summary>
    public static Refusal NotFound(ResourceKey key) => new(RefusalReason.NotFound, $"{key.Kind.QualifiedPlural} \"{key.Name}\" not found");

    /// <summary><c>pods "x" already exists</c>.</summary>
    public static Refusal AlreadyExists(ResourceKey key) => new(RefusalReason.AlreadyExists, $"{key.Kind.QualifiedPlural} \"{key.Name}\" already exists");

    /// <summary>A precondition on the revision that doesn't hold.</summary>
    public static Refusal Conflict(ResourceKey key) =>
        Conflict(key, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>A precondition that doesn't hold, for a stated reason.</summary>
    public static Refusal Conflict(ResourceKey key, string why) =>
        new(RefusalReason.Conflict, $"Operation cannot be fulfilled on {key.Kind.QualifiedPlural} \"{key.Name}\": {why}");

    /// <summary>An object that breaks rules: all of them at once.</summary>
    public static Refusal Invalid(ResourceKind kind, string name, ImmutableArray<FieldFault> faults)
    {
        var list = faults.Length == 1 ? faults[0].ToString() : $"[{string.Join(", ", faults)}]";
        var qualified = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        return new(RefusalReason.Invalid, $"{qualified} \"{name}\" is invalid: {list}") { Faults = faults };
    }

    /// <summary><c>Reason (code): message</c>.</summary>
    public override string ToString() => $"{Reason} ({Code}): {Message}";
}
