namespace ActorKube.Model.Selectors;

/// <summary>How a requirement compares a label; the names are those of manifests.</summary>
public enum LabelOperator
{
    /// <summary>The value is one of the values.</summary>
    In,

    /// <summary>The label is missing or its value is none of the values.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is missing.</summary>
    DoesNotExist,

    /// <summary>The value is a whole number above the one value; node affinity only.</summary>
    Gt,

    /// <summary>The value is a whole number below the one value; node affinity only.</summary>
    Lt,
}
