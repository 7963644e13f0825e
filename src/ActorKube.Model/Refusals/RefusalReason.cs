namespace ActorKube.Model.Refusals;

/// <summary>Why a request was refused: the <c>reason</c> of a Kubernetes Status.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/.</remarks>
public enum RefusalReason
{
    /// <summary>The request can't be read or makes no sense: 400.</summary>
    BadRequest,

    /// <summary>The caller didn't say who it is, or can't prove it: 401.</summary>
    Unauthorized,

    /// <summary>A rule of admission forbids it: 403.</summary>
    Forbidden,

    /// <summary>There is no such object: 404.</summary>
    NotFound,

    /// <summary>The resource doesn't have this verb: 405.</summary>
    MethodNotAllowed,

    /// <summary>No form that the client takes can be made: 406.</summary>
    NotAcceptable,

    /// <summary>An object of that name is there already: 409.</summary>
    AlreadyExists,

    /// <summary>A precondition (revision or uid) doesn't hold any more: 409.</summary>
    Conflict,

    /// <summary>The revision asked for is too old to resume from: 410.</summary>
    Expired,

    /// <summary>The body is larger than the server takes: 413.</summary>
    RequestEntityTooLarge,

    /// <summary>The body is in a form that the resource doesn't take: 415.</summary>
    UnsupportedMediaType,

    /// <summary>The object breaks a rule of validation: 422.</summary>
    Invalid,

    /// <summary>The queue is full; try again: 429.</summary>
    TooManyRequests,

    /// <summary>A fault of the cluster's own: 500.</summary>
    InternalError,

    /// <summary>There is no leader, or the store can't write: 503.</summary>
    ServiceUnavailable,

    /// <summary>The outcome is unknown because the answer didn't come in time: 504.</summary>
    Timeout,
}
