namespace ActorKube.Rules.Nodes;

/// <summary>Which pods of a dead node run again elsewhere.</summary>
public enum PodMigration
{
    /// <summary>Pods without a controller are moved as well: deleted and created again in one write.</summary>
    All,

    /// <summary>Only those that a controller makes again; others are deleted, as upstream does.</summary>
    ControlledOnly,
}
