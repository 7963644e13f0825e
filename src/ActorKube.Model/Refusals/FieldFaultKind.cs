namespace ActorKube.Model.Refusals;

/// <summary>The <c>reason</c> of a cause in a Status: <c>FieldValue…</c> in upstream's spelling.</summary>
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
}
