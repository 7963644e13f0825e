namespace ActorKube.Model.Refusals;

/// <summary>The <c>reason</c> of a cause in a Status, in upstream's spelling: most of a field, <c>FieldValue…</c>, then those that stand alone.</summary>
public enum FieldFaultKind
{
    /// <summary>FieldValueRequired.</summary>
    Required,

    /// <summary>FieldValueInvalid.</summary>
    Invalid,

    /// <summary>FieldValueNotSupported.</summary>
    NotSupported,

    /// <summary>FieldValueDuplicate.</summary>
    Duplicate,

    /// <summary>FieldValueForbidden.</summary>
    Forbidden,

    /// <summary>FieldValueNotFound.</summary>
    NotFound,

    /// <summary>FieldValueTypeInvalid.</summary>
    TypeInvalid,

    /// <summary>FieldManagerConflict: another field manager owns what an apply wants to change.</summary>
    ManagerConflict,

    /// <summary>DisruptionBudget: an eviction would leave fewer healthy pods than a budget asks for. It has no field.</summary>
    DisruptionBudget,

    /// <summary>ResourceVersionTooLarge.</summary>
    ResourceVersionTooLarge,

    /// <summary>FieldValueTooLong.</summary>
    TooLong,

    /// <summary>FieldValueTooMany.</summary>
    TooMany,
}
