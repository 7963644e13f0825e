namespace ActorKube.Model.Objects;

/// <summary>What becomes of fields that a kind doesn't know, and of fields that stand there twice.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation.</remarks>
public enum FieldValidation
{
    /// <summary>They are dropped in silence; of two the last one counts.</summary>
    Ignore,

    /// <summary>As in <see cref="Ignore"/>, with a warning for each.</summary>
    Warn,

    /// <summary>The write is refused with BadRequest, which names them all.</summary>
    Strict,
}
