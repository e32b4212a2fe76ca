package dev.onr.credential;

/**
 * A key that lets a client use the gateway: an enabled entry of {@code access_keys} in keys.yaml.
 *
 * @param name the entry's name; empty where the file gives none
 * @param value what the client must send; never blank
 * @param comment the operator's note
 */
public record AccessKey(String name, Secret value, String comment) {}
