<?php
// Installs the test blog into an empty database, and prints its users' application passwords as JSON.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = 'localhost';
$_SERVER['REQUEST_URI'] = '/';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Harbour Line', 'admin', 'admin@harbour.example', true, '', 'of-a-test-blog' );
update_option( 'timezone_string', 'Europe/Amsterdam' );
update_option( 'comment_previously_approved', 0 );
update_option( 'comments_notify', 0 );
update_option( 'moderation_notify', 0 );
$GLOBALS['wp_rewrite']->set_permalink_structure( '/%postname%/' );
$GLOBALS['wp_rewrite']->flush_rules();

$found = array();
foreach ( array( 'harbourline' => 'editor', 'reader' => 'subscriber' ) as $name => $role ) {
	$id = wp_insert_user(
		array(
			'user_login'   => $name,
			'user_pass'    => 'of-a-test-blog',
			'user_email'   => "$name@harbour.example",
			'display_name' => 'Harbour Line',
			'role'         => $role,
		)
	);
	list( $password ) = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'Heard' ) );
	$found[ $name ] = WP_Application_Passwords::chunk_password( $password );
}
echo "\n" . wp_json_encode( $found ) . "\n";
